/**
 * Copy of a relay: its log, directory, counts, signing key and addresses, sealed under a passphrase. Seeds
 * are never in it (docs/decisions/0006): a restored relay makes fresh ones of a higher generation, and
 * everybody makes their tokens again. Sessions end too: their secret stays behind.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { writeSecret } from '../config.ts'
import { nextGenerations, useGenerations } from '../oprf/seed-files.ts'
import { addEntries, NO_TREE } from '../log/tree.ts'
import type { Database } from '../store/database.ts'
import type { Tables } from '../store/schema.ts'
import { readSealedLines, writeSealedLines } from './sealed-file.ts'

const PAGE = 500
const FILES = ['relay', 'municipality'] as const
const Bytes = z.string().regex(/^[A-Za-z0-9_-]*$/)
const Line = z.discriminatedUnion('t', [
  z.object({ t: z.literal('file'), name: z.enum(FILES), content: z.unknown() }),
  z.object({ t: z.literal('generations'), generations: z.record(z.string(), z.number().int()) }),
  z.object({ t: z.literal('head'), logId: z.uuid(), head: z.number().int() }),
  z.object({
    t: z.literal('event'),
    seq: z.number().int(),
    hash: Bytes,
    envelope: Bytes,
    day: z.number().int(),
    hour: z.string(),
    salt: Bytes,
  }),
  z.object({
    t: z.literal('statement'),
    seq: z.number().int(),
    hash: Bytes,
    body: z.string(),
    signatures: z.string(),
  }),
  z.object({
    t: z.literal('count'),
    organisation: z.string(),
    type: z.string(),
    epoch: z.number().int(),
    generation: z.number().int(),
    day: z.number().int(),
    count: z.number().int(),
    inTree: z.boolean(),
  }),
  z.object({ t: z.literal('deletion'), kind: z.string(), count: z.number().int(), hour: z.string() }),
  z.object({ t: z.literal('leaf'), entry: Bytes }),
  z.object({ t: z.literal('end'), lines: z.number().int() }),
])
type Line = z.infer<typeof Line>

const linesOf = async function* (dataDir: string, tx: Transaction<Tables>): AsyncGenerator<Line> {
  for (const name of FILES) {
    const file = join(dataDir, `${name}.json`)
    if (existsSync(file)) yield { t: 'file', name, content: JSON.parse(await readFile(file, 'utf8')) }
  }
  yield { t: 'generations', generations: await nextGenerations(join(dataDir, 'keys')) }
  const { log_id: logId, head } = await tx
    .selectFrom('log_head')
    .select(['log_id', 'head'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
  yield { t: 'head', logId, head }
  for (let after = 0; ;) {
    const rows = await tx
      .selectFrom('directory')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    for (const { seq, hash, body, signatures } of rows)
      yield { t: 'statement', seq, hash: toBase64url(hash), body, signatures }
    if (rows.length < PAGE) break
    after = rows.at(-1)!.seq
  }
  for (const row of await tx.selectFrom('evaluations').selectAll().execute())
    yield {
      t: 'count',
      organisation: row.organisation_id,
      type: row.type,
      epoch: row.epoch,
      generation: row.generation,
      day: row.day,
      count: row.count,
      inTree: row.in_tree,
    }
  for (const { kind, count, at_hour: hour } of await tx
    .selectFrom('deletions')
    .selectAll()
    .orderBy('id')
    .execute())
    yield { t: 'deletion', kind, count, hour: hour.toISOString() }
  for (let after = 0; ;) {
    const rows = await tx
      .selectFrom('events')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    for (const row of rows)
      yield {
        t: 'event',
        seq: row.seq,
        hash: toBase64url(row.hash),
        envelope: toBase64url(row.envelope),
        day: row.expires_day,
        hour: row.received_hour.toISOString(),
        salt: toBase64url(row.salt),
      }
    if (rows.length < PAGE) break
    after = rows.at(-1)!.seq
  }
  for (let from = 0; ;) {
    const rows = await tx
      .selectFrom('leaves')
      .selectAll()
      .where('place', '>=', from)
      .orderBy('place')
      .limit(PAGE)
      .execute()
    for (const { entry } of rows) yield { t: 'leaf', entry: toBase64url(entry) }
    if (rows.length < PAGE) break
    from = rows.at(-1)!.place + 1
  }
}

export interface Counted {
  readonly events: number
  readonly statements: number
}

/** One consistent moment, also while the relay serves. Throws where the file exists. */
export const backUp = async (
  dataDir: string,
  database: Database,
  file: string,
  passphrase: string,
): Promise<Counted> => {
  const counted = { events: 0, statements: 0 }
  let lines = 0
  await database.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const all = async function* (): AsyncGenerator<Line> {
        for await (const line of linesOf(dataDir, tx)) {
          if (line.t === 'event') counted.events += 1
          if (line.t === 'statement') counted.statements += 1
          lines += 1
          yield line
        }
        yield { t: 'end', lines }
      }
      await writeSealedLines(file, all(), passphrase).catch(async (error: unknown) => {
        if ((error as { code?: string }).code !== 'EEXIST') await rm(file, { force: true })
        throw (error as { code?: string }).code === 'EEXIST'
          ? new Error(`${file} exists already; it was left as it is. Choose another name.`)
          : error
      })
    })
  return counted
}

const insert = async (tx: Transaction<Tables>, line: Line): Promise<void> => {
  switch (line.t) {
    case 'head':
      await tx
        .updateTable('log_head')
        .set({ log_id: line.logId, head: line.head })
        .where('id', '=', 1)
        .execute()
      return
    case 'statement':
      await tx
        .insertInto('directory')
        .values({
          seq: line.seq,
          hash: Buffer.from(fromBase64url(line.hash)),
          body: line.body,
          signatures: line.signatures,
        })
        .execute()
      return
    case 'count':
      await tx
        .insertInto('evaluations')
        .values({
          organisation_id: line.organisation,
          type: line.type,
          epoch: line.epoch,
          generation: line.generation,
          day: line.day,
          count: line.count,
          in_tree: line.inTree,
        })
        .execute()
      return
    case 'deletion':
      await tx
        .insertInto('deletions')
        .values({ kind: line.kind, count: line.count, at_hour: new Date(line.hour) })
        .execute()
      return
    case 'event':
      await tx
        .insertInto('events')
        .values({
          seq: line.seq,
          hash: Buffer.from(fromBase64url(line.hash)),
          envelope: Buffer.from(fromBase64url(line.envelope)),
          expires_day: line.day,
          received_hour: new Date(line.hour),
          salt: Buffer.from(fromBase64url(line.salt)),
        })
        .execute()
      return
    default:
      return
  }
}

/**
 * Into an empty database and a data folder without configuration; all of it or nothing. Throws where either
 * holds something.
 */
export const restore = async (
  dataDir: string,
  database: Database,
  file: string,
  passphrase: string,
): Promise<Counted> => {
  const existing = FILES.map((name) => join(dataDir, `${name}.json`)).find(existsSync)
  if (existing)
    throw new Error(
      `${existing} exists: a backup is restored into a data folder without a relay. Nothing was restored.`,
    )
  const files = new Map<string, unknown>()
  let generations: Record<string, number> = {}
  const counted = { events: 0, statements: 0 }
  await database.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      held: boolean
    }>`select exists (select 1 from events) or exists (select 1 from directory) as held`.execute(tx)
    if (rows[0]?.held)
      throw new Error(
        'this database is not empty: a backup is restored into an empty one. Nothing was restored.',
      )
    let lines = 0
    let ended = false
    let tree = NO_TREE
    const entries: Buffer[] = []
    const plant = async (): Promise<void> => {
      tree = await addEntries(tx, tree, entries.splice(0))
    }
    for await (const value of readSealedLines(file, passphrase)) {
      const parsed = Line.safeParse(value)
      if (!parsed.success)
        throw new Error(
          `${file} holds a line that this version does not know (line ${lines + 1}). Nothing was restored.`,
        )
      const line = parsed.data
      if (line.t === 'end') ended = line.lines === lines
      else if (line.t === 'file') files.set(line.name, line.content)
      else if (line.t === 'generations') ({ generations } = line)
      else if (line.t === 'leaf') entries.push(Buffer.from(fromBase64url(line.entry)))
      else await insert(tx, line)
      if (entries.length >= PAGE) await plant()
      if (line.t === 'event') counted.events += 1
      if (line.t === 'statement') counted.statements += 1
      lines += 1
    }
    if (!ended) throw new Error(`${file} is not complete. Nothing was restored.`)
    await plant()
    await tx.updateTable('log_head').set(tree).where('id', '=', 1).execute()
    await mkdir(dataDir, { recursive: true, mode: 0o711 })
    await useGenerations(join(dataDir, 'keys'), generations)
    for (const [name, content] of files) await writeSecret(join(dataDir, `${name}.json`), content)
  })
  return counted
}
