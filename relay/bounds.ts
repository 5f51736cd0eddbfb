/**
 * How long a key holder waits for a database that says nothing: a host without power, a frozen machine, a
 * network that was cut. TCP itself would wait for hours. Handed in, so that a test takes seconds.
 */
export interface Bounds {
  /** A connection on which a query is under way and no byte comes is given up after this, in milliseconds. */
  readonly databaseSilentMs: number
  /** The listening connection is asked whether it is still there this often, in milliseconds. */
  readonly listenAskMs: number
  /** It is made anew where the answer takes longer than this, in milliseconds. */
  readonly listenAnswerMs: number
  /** Not ready while a push waits longer than this for its commit, in milliseconds. */
  readonly oldestPushMs: number
  /** Not ready where the database does not answer within this, in milliseconds. */
  readonly probeMs: number
}

/** A query may take 30 s (`statement_timeout`), so silence is only given up after that. */
export const BOUNDS: Bounds = {
  databaseSilentMs: 40_000,
  listenAskMs: 10_000,
  listenAnswerMs: 5_000,
  oldestPushMs: 10_000,
  probeMs: 2_000,
}

export const STATEMENT_TIMEOUT_MS = 30_000
/**
 * Options of every connection to PostgreSQL: a new one is given up after 5 s, and the kernel asks the other end
 * whether it is there once nothing came for 10 s.
 */
export const CONNECTION = {
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const
