/**
 * The directory as the relay keeps it: statements in order, each accepted by the same fold that every client
 * runs.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { emptyDirectory, type Directory, type Roots } from '../../shared/membership/directory.ts'
import { foldStatement, isMembership, organisationOf } from '../../shared/membership/fold/fold.ts'
import type { Device, Organisation, Statement } from '../../shared/membership/statements.ts'
import type { Leaf } from '../../shared/log/leaves.ts'
import { Refusal } from '../errors.ts'
import { tellInTree } from '../log/tree.ts'
import type { Database } from '../store/database.ts'

export const DIRECTORY_CHANNEL = 'ruggensteun_directory'
const PAGE = 1000
const LOCK = 7_201_001

const hashOf = (statement: Statement): Buffer => createHash('sha256').update(statement.body).digest()

export class DirectoryBook {
  readonly #database: Database
  readonly #roots: Roots
  #folded: Directory = emptyDirectory
  #after = 0
  #refreshing: Promise<void> | null = null

  constructor(database: Database, roots: Roots) {
    this.#database = database
    this.#roots = roots
  }

  get directory(): Directory {
    return this.#folded
  }

  get head(): number {
    return this.#after
  }

  async page(after: number): Promise<{ seq: number; statement: Statement }[]> {
    const rows = await this.#database.db
      .selectFrom('directory')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    return rows.map(({ seq, body, signatures }) => ({
      seq,
      statement: { body, signatures: JSON.parse(signatures) as Statement['signatures'] },
    }))
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
        if (folded.accepted) this.#folded = folded.directory
        this.#after = seq
      }
    }
  }

  /** The device with this id and its organisation, where both take part now. */
  async member(deviceId: string): Promise<{ device: Device; organisation: Organisation } | null> {
    await this.refresh()
    const device = this.#folded.devices.get(deviceId)
    const organisation = device && this.#folded.organisations.get(device.organisationId)
    return device && organisation ? { device, organisation } : null
  }

  /** All membership statements of the organisation of a revoked device, or null for any other device. */
  async proofOfRevocation(deviceId: string): Promise<Statement[] | null> {
    await this.refresh()
    const revocation = this.#folded.revoked.get(deviceId)
    if (!revocation) return null
    return (await this.all()).filter(
      (statement) =>
        isMembership(statement) &&
        organisationOf(statement, this.#folded) === revocation.device.organisationId,
    )
  }

  /** Every statement, in order. */
  async all(): Promise<Statement[]> {
    const statements: Statement[] = []
    for (let rows = await this.page(0); rows.length > 0; rows = await this.page(rows.at(-1)!.seq))
      statements.push(...rows.map(({ statement }) => statement))
    return statements
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
