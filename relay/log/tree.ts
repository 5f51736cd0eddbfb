/**
 * The log as a Merkle tree in the database: leaves as they are, and the hashes of full tiles of 256, so that
 * any root and proof is made from a few hundred rows. Leaves are added in the transaction that writes what
 * they tell of, under the lock of the log's head, so that the tree and the rows never differ.
 */
import { sql, type Kysely, type Transaction } from 'kysely'
import { consistencyProof, Edge, EMPTY_ROOT, leafHash, nodeHash, type Hash } from '../../shared/log/merkle.ts'
import { encodeBundle, encodeLeaf, TILE_WIDTH, type Leaf } from '../../shared/log/leaves.ts'
import type { Tables } from '../store/schema.ts'

export const HASH_BYTES = 32
/** log2 of the width of a tile. */
const TILE_HEIGHT = 8

const hashesIn = (bytes: Uint8Array): Hash[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  )
export interface HeadRow {
  readonly tree_size: number
  readonly tree_edge: Buffer
}
export const NO_TREE: HeadRow = { tree_size: 0, tree_edge: Buffer.alloc(0) }
const edgeOf = ({ tree_size, tree_edge }: HeadRow): Edge => new Edge(tree_size, hashesIn(tree_edge))

/**
 * Adds leaves at the edge and writes them; gives what log_head must hold from now on. Only for who has its
 * row locked.
 */
export const addLeaves = (
  tx: Transaction<Tables>,
  head: HeadRow,
  leaves: readonly Leaf[],
): Promise<HeadRow> =>
  addEntries(
    tx,
    head,
    leaves.map((leaf) => Buffer.from(encodeLeaf(leaf))),
  )

/** Of a backup: entries as they stood. */
export const addEntries = async (
  tx: Transaction<Tables>,
  head: HeadRow,
  entries: readonly Buffer[],
): Promise<HeadRow> => {
  const edge = edgeOf(head)
  const first = edge.size
  const tiles = entries
    .flatMap((entry) => edge.add(leafHash(entry)))
    .filter(({ height }) => height > 0 && height % TILE_HEIGHT === 0)
  if (entries.length > 0) {
    let end = 1
    const starts = entries.map(({ length }) => (end += length) - length)
    await sql`insert into leaves (place, entry) select ${first}::bigint + place - 1, substring(${Buffer.concat(entries)}::bytea from start for length)
      from unnest(${starts}::int[], ${entries.map(({ length }) => length)}::int[]) with ordinality as new (start, length, place)`.execute(
      tx,
    )
  }
  if (tiles.length > 0)
    await tx
      .insertInto('tiles')
      .values(
        tiles.map(({ height, index, hash }) => ({
          level: height / TILE_HEIGHT,
          place: index,
          hash: Buffer.from(hash),
        })),
      )
      .execute()
  return { tree_size: edge.size, tree_edge: Buffer.concat(edge.full) }
}

/** The same for who writes nothing else under that lock. */
export const tellInTree = async (tx: Transaction<Tables>, leaves: readonly Leaf[]): Promise<void> => {
  if (leaves.length === 0) return
  const head = await tx
    .selectFrom('log_head')
    .select(['tree_size', 'tree_edge'])
    .where('id', '=', 1)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('log_head')
    .set(await addLeaves(tx, head, leaves))
    .where('id', '=', 1)
    .execute()
}

const combine = (hashes: readonly Hash[]): Hash => {
  let row = [...hashes]
  while (row.length > 1)
    row = Array.from({ length: row.length / 2 }, (_, i) => nodeHash(row[2 * i]!, row[2 * i + 1]!))
  return row[0]!
}

/** A full subtree, as `count` neighbours of a level of tiles; level 0 is the leaves. */
interface Subtree {
  readonly level: number
  readonly from: number
  readonly count: number
}

export class TreeReader {
  readonly #db: Kysely<Tables>
  constructor(db: Kysely<Tables>) {
    this.#db = db
  }

  async head(): Promise<Edge> {
    return edgeOf(
      await this.#db
        .selectFrom('log_head')
        .select(['tree_size', 'tree_edge'])
        .where('id', '=', 1)
        .executeTakeFirstOrThrow(),
    )
  }

  /**
   * Entries of tile `index`, at most `width` of them, as tlog-tiles bundles them. Null where there are fewer.
   */
  async bundle(index: number, width: number): Promise<Uint8Array | null> {
    const rows = await this.#entries(index * TILE_WIDTH, width)
    return rows.length === width ? encodeBundle(rows) : null
  }

  /** Hashes of tile `index` of a level, at most `width`. Null where there are fewer. */
  async tile(level: number, index: number, width: number): Promise<Uint8Array | null> {
    const hashes = await this.#hashes(level, index * TILE_WIDTH, width)
    return hashes.length === width ? Buffer.concat(hashes) : null
  }

  async #entries(from: number, count: number): Promise<Buffer[]> {
    return (
      await this.#db
        .selectFrom('leaves')
        .select('entry')
        .where('place', '>=', from)
        .where('place', '<', from + count)
        .orderBy('place')
        .execute()
    ).map(({ entry }) => entry)
  }

  async #hashes(level: number, from: number, count: number): Promise<Hash[]> {
    if (level === 0) return (await this.#entries(from, count)).map(leafHash)
    return (
      await this.#db
        .selectFrom('tiles')
        .select('hash')
        .where('level', '=', level)
        .where('place', '>=', from)
        .where('place', '<', from + count)
        .orderBy('place')
        .execute()
    ).map(({ hash }) => hash)
  }

  /**
   * That the tree of `size` begins with the tree of `before`. Which subtrees that takes is known beforehand,
   * so that all are read at once.
   */
  async consistency(before: number, size: number): Promise<Hash[]> {
    const wanted = new Map<string, Subtree>()
    await consistencyProof(
      (height, index) => {
        const level = Math.floor(height / TILE_HEIGHT)
        const count = 2 ** (height - level * TILE_HEIGHT)
        wanted.set(`${height}/${index}`, { level, from: index * count, count })
        return Promise.resolve(EMPTY_ROOT)
      },
      before,
      size,
    )
    const hashes = await this.#subtrees(wanted)
    return consistencyProof(
      (height, index) => Promise.resolve(hashes.get(`${height}/${index}`)!),
      before,
      size,
    )
  }

  async #subtrees(wanted: ReadonlyMap<string, Subtree>): Promise<Map<string, Hash>> {
    const [ofLeaves, ofTiles] = [true, false].map((leaves) =>
      [...wanted].filter(([, { level }]) => (level === 0) === leaves),
    )
    const ranges = (of: readonly (readonly [string, Subtree])[] = []) =>
      sql`unnest(${of.map(([name]) => name)}::text[], ${of.map(([, { level }]) => level)}::int[], ${of.map(([, { from }]) => from)}::bigint[], ${of.map(([, { count }]) => count)}::int[]) as wanted (name, level, start, count)`
    const entries = await sql<{
      name: string
      entry: Buffer
    }>`select name, entry from ${ranges(ofLeaves)} join leaves on place >= start and place < start + count order by name, place`.execute(
      this.#db,
    )
    const tiles = await sql<{
      name: string
      hash: Buffer
    }>`select name, hash from ${ranges(ofTiles)} join tiles on tiles.level = wanted.level and place >= start and place < start + count order by name, place`.execute(
      this.#db,
    )
    const read = Map.groupBy(
      [...entries.rows.map(({ name, entry }) => ({ name, hash: leafHash(entry) })), ...tiles.rows],
      ({ name }) => name,
    )
    return new Map([...read].map(([name, rows]) => [name, combine(rows.map(({ hash }) => hash))]))
  }
}
