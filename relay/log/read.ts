/** Reading the committed log: pages in order, never an envelope that has outlived its date. */
import { signStatement } from '../../shared/crypto/signing.ts'
import { toBase64url } from '../../shared/encoding.ts'
import type { Statement, StatementOf } from '../../shared/protocol/statements.ts'
import { dayNumber, type Clock } from '../../shared/time.ts'
import type { Database } from '../store/database.ts'

export interface StoredEvent { readonly seq: number; readonly envelope: string; readonly salt?: string }

export class LogReader {
  readonly #database: Database
  readonly #clock: Clock
  readonly #signingKey: CryptoKey
  constructor(database: Database, clock: Clock, signingKey: CryptoKey) {
    this.#database = database
    this.#clock = clock
    this.#signingKey = signingKey
  }

  async head(): Promise<{ head: number; logId: string }> {
    const { head, log_id } = await this.#database.db.selectFrom('log_head').select(['head', 'log_id']).where('id', '=', 1).executeTakeFirstOrThrow()
    return { head, logId: log_id }
  }

  async page(after: number, limit: number): Promise<StoredEvent[]> {
    const rows = await this.#database.db.selectFrom('events').select(['seq', 'envelope', 'salt'])
      .where('seq', '>', after).where('expires_day', '>', dayNumber(new Date(this.#clock.now()))).orderBy('seq').limit(limit).execute()
    return rows.map(({ seq, envelope, salt }) => ({ seq, envelope: toBase64url(envelope), ...(salt ? { salt: toBase64url(salt) } : {}) }))
  }

  /** Signed head and time. The head is read before the caller reads its page, so it never claims more than is there. */
  async checkpoint(): Promise<{ head: number; statement: Statement }> {
    const { head, logId } = await this.head()
    return { head, statement: await this.#sign({ type: 'checkpoint', logId, head, time: new Date(this.#clock.now()).toISOString() }) }
  }

  async acknowledge(events: readonly { hash: Buffer; seq: number }[]): Promise<Statement> {
    const { logId } = await this.head()
    return this.#sign({ type: 'acknowledged', logId, events: events.map(({ hash, seq }) => ({ hash: toBase64url(hash), seq })), time: new Date(this.#clock.now()).toISOString() })
  }

  /** That a page is whole, for who gets it from somebody else's hands. */
  async signPage(page: Pick<StatementOf<'page'>, 'of' | 'after' | 'until' | 'items'>): Promise<Statement> {
    const { logId } = await this.head()
    return this.#sign({ type: 'page', logId, ...page, time: new Date(this.#clock.now()).toISOString() })
  }

  #sign(body: Parameters<typeof signStatement>[0]): Promise<Statement> {
    return signStatement(body, [{ by: 'relay', key: this.#signingKey }])
  }
}
