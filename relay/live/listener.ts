/**
 * Listens to PostgreSQL's notifications on a connection of its own, asks now and then whether that connection
 * is still there, and comes back after a lost one.
 */
import { randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import pg from 'pg'
import { BOUNDS, CONNECTION, type Bounds } from '../bounds.ts'
import type { Tables } from '../store/schema.ts'
import { within } from '../timers.ts'

interface Listener {
  /** Whether notifications reach us now, as far as is known. */
  readonly connected: boolean
  stop(): Promise<void>
}
export type Listen = (channels: readonly string[], heard: (channel: string) => void) => Listener
const RETRY_MS = 1_000

const clientTo = (url: string): pg.Client => new pg.Client({ connectionString: url, ...CONNECTION })

/** A goodbye to a server that is silent gets no answer, and nobody waits for it. */
const letGo = (client: pg.Client): void => {
  client.removeAllListeners()
  client.on('error', () => {})
  client.connection.stream.destroy()
}

/**
 * `heard` is called with a channel's name at each notification and, for every channel, after each
 * (re)connect. `lost` gets the reason once, each time notifications stop reaching us.
 */
export const listenTo =
  (
    url: string,
    bounds: Pick<Bounds, 'listenAskMs' | 'listenAnswerMs'> = BOUNDS,
    lost: (error: unknown) => void = () => {},
  ): Listen =>
  (channels, heard) => {
    let client: pg.Client | null = null
    let connected = false
    let told = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let stopped = false
    const lose = (which: pg.Client, why: unknown): void => {
      if (client !== which) return
      client = null
      connected = false
      clearTimeout(timer)
      letGo(which)
      if (!told) lost(why)
      told = true
      if (!stopped) timer = setTimeout(() => void connect(), RETRY_MS)
    }
    const ask = (which: pg.Client): void => {
      timer = setTimeout(() => {
        within(bounds.listenAnswerMs, which.query('select 1')).then(
          () => {
            if (client === which) ask(which)
          },
          (error: unknown) => lose(which, error),
        )
      }, bounds.listenAskMs)
    }
    const connect = async (): Promise<void> => {
      const next = clientTo(url)
      client = next
      next.on('error', (error) => lose(next, error))
      next.on('end', () => lose(next, new Error('Connection terminated')))
      next.on('notification', ({ channel }) => heard(channel))
      try {
        await next.connect()
        for (const channel of channels) await within(bounds.listenAnswerMs, next.query(`listen ${channel}`))
      } catch (error) {
        return lose(next, error)
      }
      if (client !== next) return
      connected = true
      told = false
      ask(next)
      for (const channel of channels) heard(channel)
    }
    void connect()
    return {
      get connected() {
        return connected
      },
      stop: async () => {
        stopped = true
        connected = false
        clearTimeout(timer)
        const last = client
        client = null
        if (!last) return
        await within(bounds.listenAnswerMs, last.end()).catch(() => {})
        letGo(last)
      },
    }
  }

/**
 * Throws where a notification that is sent through the pool does not come to a connection that listens, as
 * behind a pooler that gives each transaction another connection: live readers would get nothing then, and
 * the relays would not learn of each other's revocations. Any other fault of the database is thrown as it is.
 */
export const proveNotifications = async (
  db: Kysely<Tables>,
  url: string,
  answerMs: number = BOUNDS.listenAnswerMs,
): Promise<void> => {
  const client = clientTo(url)
  const channel = `ruggensteun_proof_${randomBytes(8).toString('hex')}`
  client.on('error', () => {})
  const heard = new Promise<void>((done) => client.on('notification', () => done()))
  try {
    await client.connect()
    await within(answerMs, client.query(`listen ${channel}`))
    await sql`select pg_notify(${channel}, '')`.execute(db)
    await within(answerMs, heard).catch((cause: unknown) => {
      throw new Error(
        'the notifications of this database do not reach us. Name the server itself, or a pooler in session mode: in transaction mode (PgBouncer) live readers would get nothing',
        { cause },
      )
    })
  } finally {
    letGo(client)
  }
}
