/**
 * Reading the committed log: pages in order, never an envelope that has outlived its date. An event leaves as
 * text that is made once here (http.ts, StoredEvent) and only put together after that.
 */
import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { STATEMENT_LABEL } from '../../shared/crypto/signing.ts'
import { toBase64url } from '../../shared/encoding.ts'
import type { Statement, StatementOf } from '../../shared/membership/statements.ts'
import { dayNumber, type Clock } from '../../shared/calendar/time.ts'
import type { Database } from '../store/database.ts'

export interface EventText {
  readonly seq: number
  /** JSON */
  readonly text: string
}

/** base64url needs no escaping in JSON. */
const textOf = (seq: number, envelope: Buffer, salt: Buffer): string =>
  `{"seq":${seq},"envelope":"${envelope.toString('base64url')}","salt":"${salt.toString('base64url')}"}`
export const listOf = (events: readonly EventText[]): string =>
  `[${events.map(({ text }) => text).join(',')}]`

const LABEL = Buffer.from(`${STATEMENT_LABEL}\0`)

/** Seed and public key in base64url. Signs on this thread: handing it to another one takes longer. */
export const relayKey = ({ signingSeed, publicKey }: { signingSeed: string; publicKey: string }): KeyObject =>
  createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', d: signingSeed, x: publicKey } })

export class LogReader {
  readonly #database: Database
  readonly #clock: Clock
  readonly #key: KeyObject
  /** Of the database as it is now: behind a relay that runs, another one may have been put back. */
  #logId: string
  constructor(database: Database, clock: Clock, key: KeyObject, logId: string) {
    this.#database = database
    this.#clock = clock
    this.#key = key
    this.#logId = logId
  }

  async head(): Promise<number> {
    const { head, log_id } = await this.#database.db
      .selectFrom('log_head')
      .select(['head', 'log_id'])
      .where('id', '=', 1)
      .executeTakeFirstOrThrow()
    this.#logId = log_id
    return head
  }

  async page(after: number, limit: number): Promise<EventText[]> {
    const today = dayNumber(new Date(this.#clock.now()))
    const events: EventText[] = []
    await this.#database.copyOut(
      `select seq, envelope, salt from events where seq > ${BigInt(after)} and expires_day > ${BigInt(today)} order by seq limit ${BigInt(limit)}`,
      ([number, envelope, salt]) => {
        const seq = Number(number!.readBigInt64BE())
        events.push({ seq, text: textOf(seq, envelope!, salt!) })
      },
    )
    return events
  }

  /**
   * Signed head and time. The head is read before the caller reads its page, so it never claims more than is
   * there.
   */
  async checkpoint(): Promise<{ head: number; statement: Statement }> {
    const head = await this.head()
    return {
      head,
      statement: this.#sign({
        type: 'checkpoint',
        logId: this.#logId,
        head,
        time: new Date(this.#clock.now()).toISOString(),
      }),
    }
  }

  acknowledge(events: readonly { hash: Buffer; seq: number }[]): Statement {
    return this.#sign({
      type: 'acknowledged',
      logId: this.#logId,
      events: events.map(({ hash, seq }) => ({ hash: hash.toString('base64url'), seq })),
      time: new Date(this.#clock.now()).toISOString(),
    })
  }

  /** That a page is whole, for who gets it from somebody else's hands. */
  signPage(page: Pick<StatementOf<'page'>, 'of' | 'after' | 'until' | 'items'>): Statement {
    return this.#sign({
      type: 'page',
      logId: this.#logId,
      ...page,
      time: new Date(this.#clock.now()).toISOString(),
    })
  }

  /** As signStatement does, of a body that we made ourselves a line above. */
  #sign(made: StatementOf<'checkpoint' | 'acknowledged' | 'page'>): Statement {
    const body = JSON.stringify(made)
    return {
      body,
      signatures: [
        {
          by: 'relay',
          signature: toBase64url(sign(null, Buffer.concat([LABEL, Buffer.from(body)]), this.#key)),
        },
      ],
    }
  }
}
