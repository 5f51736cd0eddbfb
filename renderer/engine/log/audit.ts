/**
 * Every leaf of the relay's tree that is new: the tree is made again from the own edge, and what this device was
 * given is compared with what stands in it.
 */
import { equalBytes, fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import {
  decodeBundle,
  decodeLeaf,
  saltedHash,
  TILE_WIDTH,
  type Leaf,
  type Reported,
} from '../../../shared/log/leaves.ts'
import { Edge, leafHash } from '../../../shared/log/merkle.ts'
import { BundleAnswer } from '../../../shared/protocol/http.ts'
import { dayNumber } from '../../../shared/calendar/time.ts'
import { signsRules } from '../../../shared/membership/roles.ts'
import { envelopeKey, setMeta } from '../store/changes.ts'
import type { Watched } from '../store/rows.ts'
import {
  keepWatched,
  watchedIn,
  Found,
  type WatchParts,
  aboutEvent,
  aboutStatement,
  NOTHING_UNCHECKED,
} from './record.ts'
import { type Seen } from './note.ts'

/** Bundles between two moments at which what was done is kept. */
const KEEP_EVERY = 16

type LeafOf<K extends Leaf['kind']> = Extract<Leaf, { kind: K }>
/** Along the leaves of one tree: how far, and what was seen on the way. */
interface Walk {
  readonly text: string
  readonly edge: Edge
  /** Numbers of events that have a leaf. */
  readonly given: Set<number>
  firstEvent: number
  lastEvent: number
  lastStatement: number
  /** Place of the first leaf that was never read before. */
  readonly toldFrom: number
  reported: Reported[]
  found: Found[]
  directoryRead: boolean
  /** Statements that were compared with their leaf. */
  readonly compared: Set<number>
}

export class Audit {
  readonly #parts: WatchParts
  /** A note whose own leaves do not make its root: there is nothing more in it to look at. */
  #broken: string | null = null

  constructor(parts: WatchParts) {
    this.#parts = parts
  }

  /**
   * Reads every leaf that is new, and keeps how far it came. `anew`: from the first leaf on, because the tree
   * does not continue the one we know; that is a finding, and what stands in the new one is checked all the
   * same. False where the leaves do not make the root that was signed: then nothing was checked.
   */
  async walk(seen: Seen, found: Found[], anew = false): Promise<boolean> {
    const { checkpoint, text } = seen
    if (text === this.#broken) return false
    const known = watchedIn(this.#parts.state)
    if (!anew && checkpoint.size < known.size) {
      found.push(new Found('shrunk', { before: known.note, after: text }))
      return this.walk(seen, found, true)
    }
    const walk: Walk = {
      text,
      edge: anew ? new Edge() : new Edge(known.size, known.edge.map(fromBase64url)),
      given: new Set(),
      firstEvent: Infinity,
      lastEvent: anew ? 0 : known.lastEvent,
      lastStatement: anew ? 0 : known.lastStatement,
      toldFrom: known.size,
      reported: [],
      found: [],
      directoryRead: false,
      compared: new Set(),
    }
    const ask = (from: number): Promise<[place: number, entry: Uint8Array][]> | null =>
      from < checkpoint.size ? this.#entries(from, checkpoint.size) : null
    for (let [kept, asked] = [0, ask(walk.edge.size)]; asked; kept++) {
      const entries = await asked
      asked = ask(walk.edge.size + entries.length) // on its way while these are looked at
      asked?.catch(() => {})
      for (const [place, entry] of entries) await this.#look(walk, place, entry)
      if (!anew && kept % KEEP_EVERY === KEEP_EVERY - 1 && walk.edge.size < checkpoint.size)
        await this.#keepWalk(walk, {})
    }
    found.push(...walk.found)
    if (!equalBytes(walk.edge.root(), checkpoint.root)) {
      found.push(
        new Found('rewritten', { before: known.note, after: text, root: toBase64url(walk.edge.root()) }),
      )
      if (!anew) return this.walk(seen, found, true)
      this.#broken = text
      return false
    }
    found.push(...this.#notInTree(walk))
    walk.found = found
    const checkedAt = this.#parts.now().toISOString()
    await this.#keepWalk(walk, { note: text, checkedAt })
    return true
  }

  async #look(walk: Walk, place: number, entry: Uint8Array): Promise<void> {
    walk.edge.add(leafHash(entry))
    const leaf = decodeLeaf(entry)
    if (!leaf) return
    if (leaf.kind === 'evaluations' || leaf.kind === 'deletion') {
      // Each leaf counts once, also where the tree is read anew.
      if (
        place >= walk.toldFrom &&
        signsRules(this.#parts.state.identity.device, this.#parts.state.identity.organisation)
      )
        walk.reported.push(leaf)
      return
    }
    const shown = { note: walk.text, place, entry: toBase64url(entry) }
    const found =
      leaf.kind === 'statement'
        ? await this.#compareStatement(leaf, shown, walk)
        : await this.#compareEvent(leaf, shown)
    if (found) walk.found.push(found)
    if (leaf.kind === 'statement') {
      walk.lastStatement = Math.max(walk.lastStatement, leaf.seq)
      return
    }
    walk.given.add(leaf.seq)
    walk.firstEvent = Math.min(walk.firstEvent, leaf.seq)
    walk.lastEvent = Math.max(walk.lastEvent, leaf.seq)
  }

  /** What we were given under numbers that this tree passed, and that does not stand in it. */
  #notInTree({ text, given, firstEvent, lastEvent, lastStatement, compared }: Walk): Found[] {
    const { envelopes, meta } = this.#parts.state
    const events = [...envelopes.values()].filter(
      ({ seq }) => seq >= firstEvent && seq <= lastEvent && !given.has(seq),
    )
    const statements = Object.keys(meta.uncheckedStatements?.hashes ?? {})
      .map(Number)
      .filter((seq) => seq <= lastStatement && !compared.has(seq))
    for (const seq of statements) compared.add(seq)
    return [
      ...events.map(({ seq }) => new Found('changed', { note: text, seq }, aboutEvent(seq))),
      ...statements.map((seq) => new Found('changed', { note: text, statement: seq }, aboutStatement(seq))),
    ]
  }

  /** How far the walk came, with what it found on the way: both or neither. */
  async #keepWalk(walk: Walk, more: Partial<Watched>): Promise<void> {
    const { edge, lastEvent, lastStatement, reported, found, compared } = walk
    const { hashes, missing } = this.#parts.state.meta.uncheckedStatements ?? NOTHING_UNCHECKED
    const left = Object.entries(hashes).filter(([seq]) => !compared.has(Number(seq)))
    const changes =
      left.length === Object.keys(hashes).length
        ? []
        : [setMeta('uncheckedStatements', { hashes: Object.fromEntries(left), missing })]
    await keepWatched(
      this.#parts,
      { size: edge.size, edge: edge.full.map(toBase64url), lastEvent, lastStatement, ...more },
      { reported, found, changes },
    )
    walk.reported = []
  }

  /** The rest of the tile in which `from` lies, as far as the tree goes. */
  async #entries(from: number, size: number): Promise<[place: number, entry: Uint8Array][]> {
    const index = Math.floor(from / TILE_WIDTH)
    const first = index * TILE_WIDTH
    const width = Math.min(TILE_WIDTH, size - first)
    const { entries } = await this.#parts.relay.call(
      'GET',
      `/v1/log/bundle?index=${index}&width=${width}`,
      BundleAnswer,
    )
    const all = decodeBundle(fromBase64url(entries))
    if (all?.length !== width) throw new RuggensteunError('relay-garbage', { path: '/v1/log/bundle' })
    return all.map((entry, i): [number, Uint8Array] => [first + i, entry]).filter(([place]) => place >= from)
  }

  async #compareStatement(
    leaf: LeafOf<'statement'>,
    shown: Readonly<Record<string, unknown>>,
    walk: Walk,
  ): Promise<Found | null> {
    const { state, readDirectory } = this.#parts
    const after = (): number => state.meta.directory?.after ?? 0
    // A leaf stands in the tree in the same moment as the statement in the directory: what was not there a
    // moment ago is there when it is asked for after that, or is kept from us.
    if (leaf.seq > after() && !walk.directoryRead) {
      await readDirectory()
      walk.directoryRead = true
    }
    const unchecked = state.meta.uncheckedStatements ?? NOTHING_UNCHECKED
    const what = { ...shown, statement: leaf.seq }
    if (leaf.seq > after() || unchecked.missing.includes(leaf.seq))
      return new Found('withheld-statement', what, aboutStatement(leaf.seq))
    const hash = unchecked.hashes[leaf.seq]
    walk.compared.add(leaf.seq)
    return hash === undefined || hash === toBase64url(leaf.hash)
      ? null
      : new Found('changed', what, aboutStatement(leaf.seq))
  }

  async #compareEvent(
    leaf: LeafOf<'envelope'>,
    shown: Readonly<Record<string, unknown>>,
  ): Promise<Found | null> {
    const { state } = this.#parts
    // A day more, because it is the relay that says when a day is over.
    if (leaf.expiresDay <= dayNumber(this.#parts.now()) + 1) return null
    // A row may have gone here, by a disk that failed or a clock that jumped: nobody is accused before it was
    // asked for again.
    if (!state.envelopes.has(envelopeKey(leaf.seq))) await this.#parts.readAgain(leaf.seq)
    const row = state.envelopes.get(envelopeKey(leaf.seq))
    if (!row) return new Found('withheld', { ...shown, seq: leaf.seq }, aboutEvent(leaf.seq))
    const { salt, envelope } = row
    const isSame = equalBytes(saltedHash(fromBase64url(salt), fromBase64url(envelope)), leaf.hash)
    return isSame
      ? null
      : new Found('changed', { ...shown, seq: leaf.seq, salt, envelope }, aboutEvent(leaf.seq))
  }
}
