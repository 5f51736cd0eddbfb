/** Listens to PostgreSQL's notifications on a connection of its own and comes back after a lost one. */
import pg from 'pg'

interface Listener {
  stop(): Promise<void>
}
export type Listen = (channels: readonly string[], heard: (channel: string) => void) => Listener
const RETRY_MS = 1_000

/**
 * `heard` is called with a channel's name at each notification and, for every channel, after each
 * (re)connect.
 */
export const listenTo =
  (url: string): Listen =>
  (channels, heard) => {
    let client: pg.Client | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let stopped = false
    const again = (): void => {
      client?.removeAllListeners()
      client?.on('error', () => {})
      void client?.end().catch(() => {})
      client = null
      if (!stopped) timer = setTimeout(() => void connect(), RETRY_MS)
    }
    const connect = async (): Promise<void> => {
      const next = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
      client = next
      next.on('error', again)
      next.on('end', again)
      next.on('notification', ({ channel }) => heard(channel))
      try {
        await next.connect()
        for (const channel of channels) await next.query(`listen ${channel}`)
        for (const channel of channels) heard(channel)
      } catch {
        if (client === next) again()
      }
    }
    void connect()
    return {
      stop: async () => {
        stopped = true
        clearTimeout(timer)
        client?.removeAllListeners()
        client?.on('error', () => {})
        await client?.end().catch(() => {})
      },
    }
  }
