/**
 * The directory as the relay keeps it: statements in order, each accepted by the same fold that every client
 * runs.
 */
import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { dateOfDay, dayNumber, type Clock } from '../../shared/calendar/time.ts'
import { readStatement } from '../../shared/crypto/signing.ts'
import { emptyDirectory, type Directory, type Roots } from '../../shared/membership/directory.ts'
import { foldStatement, isMembership, organisationOf } from '../../shared/membership/fold/fold.ts'
import type { Device, Organisation, Statement } from '../../shared/membership/statements.ts'
import type { Leaf } from '../../shared/log/leaves.ts'
import { Refusal } from '../errors.ts'
import { tellInTree } from '../log/tree.ts'
import type { Database } from '../store/database.ts'
import { countMore, nameOn } from '../store/day-counts.ts'
import type { DirectoryRow, Tables } from '../store/schema.ts'

export const DIRECTORY_CHANNEL = 'ruggensteun_directory'
const PAGE = 1000
/** Characters of the bodies of a page; the first statement comes however long it is. */
const PAGE_CHARACTERS = 1_000_000
const LOCK = 7_201_001
/**
 * Statements of one device in a day (UTC), far above what anybody honest says: whoever admits a hundred colleagues
 * says some three hundred things. Revocations renew the keys of everybody, and are counted by themselves too.
 */
export const STATEMENTS_A_DAY = 500
export const REVOCATIONS_A_DAY = 50

/** As many as an answer holds (RevocationAnswer). */
const MOST_IN_PROOF = 2000

const hashOf = (statement: Statement): Buffer => createHash('sha256').update(statement.body).digest()

const statementOf = ({ body, signatures }: Pick<DirectoryRow, 'body' | 'signatures'>): Statement => ({
  body,
  signatures: JSON.parse(signatures) as Statement['signatures'],
})

export class DirectoryBook {
  readonly #database: Database
  readonly #roots: Roots
  readonly #secret: Uint8Array
  readonly #clock: Clock
  #folded: Directory = emptyDirectory
  #after = 0
  /** Numbers of statements by organisation, for {@link proofOfRevocation}. */
  readonly #aboutDevices = new Map<string, number[]>()
  #refreshing: Promise<void> | null = null

  constructor(database: Database, roots: Roots, secret: Uint8Array, clock: Clock) {
    this.#database = database
    this.#roots = roots
    this.#secret = secret
    this.#clock = clock
  }

  get directory(): Directory {
    return this.#folded
  }

  get head(): number {
    return this.#after
  }

  async page(after: number): Promise<{ seq: number; statement: Statement }[]> {
    const { rows } = await sql<DirectoryRow>`select seq, hash, body, signatures from (
        select *, sum(length(body)) over (order by seq) - length(body) as before
        from (select * from directory where seq > ${after} order by seq limit ${PAGE}) as page
      ) as counted where before < ${PAGE_CHARACTERS} order by seq`.execute(this.#database.db)
    return rows.map((row) => ({ seq: row.seq, statement: statementOf(row) }))
  }

  /** Folds what other processes have written since. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#fold().finally(() => {
      this.#refreshing = null
    })
    return this.#refreshing
  }

  async #fold(): Promise<void> {
    for (let rows = await this.page(this.#after); rows.length > 0; rows = await this.page(this.#after)) {
      for (const { seq, statement } of rows) {
        const folded = await foldStatement(this.#folded, statement, this.#roots)
        if (folded.accepted) {
          this.#folded = folded.directory
          this.#remember(seq, statement)
        }
        this.#after = seq
      }
    }
  }

  /** Where a statement about the devices of an organisation stands. */
  #remember(seq: number, statement: Statement): void {
    if (!isMembership(statement) || readStatement(statement)?.type === 'organisation-admitted') return
    const organisationId = organisationOf(statement, this.#folded)
    if (!organisationId) return
    const places = this.#aboutDevices.get(organisationId) ?? []
    places.push(seq)
    this.#aboutDevices.set(organisationId, places)
  }

  /** The device with this id and its organisation, where both take part now. */
  async member(deviceId: string): Promise<{ device: Device; organisation: Organisation } | null> {
    await this.refresh()
    const device = this.#folded.devices.get(deviceId)
    const organisation = device && this.#folded.organisations.get(device.organisationId)
    return device && organisation ? { device, organisation } : null
  }

  /**
   * The statements about the devices of the organisation of a revoked device, or null for any other device. Anybody may
   * ask: how the organisation was admitted, with its contacts, is not among them.
   */
  async proofOfRevocation(deviceId: string): Promise<Statement[] | null> {
    await this.refresh()
    const revocation = this.#folded.revoked.get(deviceId)
    if (!revocation) return null
    const places = this.#aboutDevices.get(revocation.device.organisationId) ?? []
    const rows = await this.#database.db
      .selectFrom('directory')
      .select(['body', 'signatures'])
      .where('seq', 'in', places.slice(-MOST_IN_PROOF))
      .orderBy('seq')
      .execute()
    return rows.map(statementOf)
  }

  /** Every statement, in order. */
  async all(): Promise<Statement[]> {
    const statements: Statement[] = []
    for (let rows = await this.page(0); rows.length > 0; rows = await this.page(rows.at(-1)!.seq))
      statements.push(...rows.map(({ statement }) => statement))
    return statements
  }

  /** Throws Refusal 'quota-exhausted' where its device said too much today. The two bodies have no bound. */
  async #count(tx: Transaction<Tables>, statement: Statement): Promise<void> {
    const { by } = statement.signatures[0]!
    if (by in this.#roots) return
    const now = this.#clock.now()
    const day = dayNumber(new Date(now))
    const revokes = readStatement(statement)?.type === 'device-revoked'
    for (const [what, most] of [
      ['statements', STATEMENTS_A_DAY],
      ...(revokes ? ([['revocations', REVOCATIONS_A_DAY]] as const) : []),
    ] as const)
      if (!(await countMore(tx, { name: nameOn(this.#secret, day, what, by), day, most }, 1)))
        throw new Refusal('quota-exhausted', what, {
          more: { seconds: Math.ceil((dateOfDay(day + 1).getTime() - now) / 1000) },
        })
  }

  /**
   * Appends statements that the fold accepts. Throws Refusal with the reason of the first that it does not,
   * and stores none; with 'leave-out' it stores the others.
   */
  async publish(
    statements: readonly Statement[],
    otherwise: 'refuse' | 'leave-out' = 'refuse',
  ): Promise<number> {
    const head = await this.#database.db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
      await this.refresh()
      let directory = this.#folded
      const leaves: Leaf[] = []
      let { last } = await tx
        .selectFrom('directory')
        .select((eb) => eb.fn.coalesce(eb.fn.max('seq'), sql<number>`0`).as('last'))
        .executeTakeFirstOrThrow()
      for (const statement of statements) {
        const hash = hashOf(statement)
        if (await tx.selectFrom('directory').select('seq').where('hash', '=', hash).executeTakeFirst())
          continue
        const folded = await foldStatement(directory, statement, this.#roots)
        if (!folded.accepted && otherwise === 'leave-out') continue
        if (!folded.accepted) throw new Refusal('conflict', folded.reason)
        await this.#count(tx, statement)
        directory = folded.directory
        last += 1
        await tx
          .insertInto('directory')
          .values({ seq: last, hash, body: statement.body, signatures: JSON.stringify(statement.signatures) })
          .execute()
        leaves.push({ kind: 'statement', seq: last, hash })
      }
      await tellInTree(tx, leaves)
      await sql`select pg_notify(${DIRECTORY_CHANNEL}, ${String(last)})`.execute(tx)
      return last
    })
    await this.refresh()
    return head
  }
}
