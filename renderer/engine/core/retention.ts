/**
 * Which rows have expired on a day: threads with their keys, envelopes, unsent messages about them, old
 * tokens, used-up codes, and the logbook beyond a year.
 */
import { epochNumber, dayNumber } from '../../../shared/calendar/time.ts'

/**
 * The logbook answers a question of this school year and the one before; it names children, so it does not
 * stay for ever.
 */
export const LOG_DAYS = 365
/** Upper bound of lines: more than this neither a screen nor a browser can hold. */
export const LOG_ENTRIES = 10_000
/** An invitation that was answered or ran out is shown so long. */
const INVITE_DAYS = 30
/** A row that did not open may be of a signaal, and no signaal is older. */
const ASIDE_DAYS = 90
const DAY_MS = 86_400_000

interface Expiring {
  readonly expiresDay: number
}
export interface Kept {
  readonly threads: ReadonlyMap<string, Expiring>
  readonly envelopes: ReadonlyMap<string, Expiring>
  readonly outbox: ReadonlyMap<string, Expiring>
  readonly hints: ReadonlyMap<string, Expiring>
  readonly counters: ReadonlyMap<string, Expiring & { readonly forkedAt: string | null }>
  readonly tokens: ReadonlyMap<string, { readonly epoch: number }>
  readonly log: ReadonlyMap<string, { readonly at: string }>
  readonly invites: ReadonlyMap<string, { readonly expiresAt: string }>
}
export interface Gone {
  readonly table: 'threads' | 'envelopes' | 'outbox' | 'hints' | 'counters' | 'tokens' | 'log' | 'invites'
  readonly key: string
}

/**
 * Keys per table that have outlived their date at `now`. Tokens stay one epoch longer, for signalen of its
 * last weeks; a fork stays known.
 */
export const expiredAt = (kept: Kept, now: Date): readonly Gone[] => {
  const today = dayNumber(now)
  const before = (days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString()
  const [logFrom, invitesFrom] = [before(LOG_DAYS), before(INVITE_DAYS)]
  const gone = (table: 'threads' | 'envelopes' | 'outbox' | 'hints'): Gone[] =>
    [...kept[table]].filter(([, row]) => row.expiresDay <= today).map(([key]) => ({ table, key }))
  const oldTokens = [...kept.tokens]
    .filter(([, row]) => row.epoch < epochNumber(now) - 1)
    .map(([key]): Gone => ({ table: 'tokens', key }))
  const oldLinks = [...kept.counters]
    .filter(([, row]) => row.expiresDay <= today && row.forkedAt === null)
    .map(([key]): Gone => ({ table: 'counters', key }))
  const oldInvites = [...kept.invites]
    .filter(([, row]) => row.expiresAt < invitesFrom)
    .map(([key]): Gone => ({ table: 'invites', key }))
  return [
    ...gone('threads'),
    ...gone('envelopes'),
    ...gone('outbox'),
    ...gone('hints'),
    ...oldLinks,
    ...oldTokens,
    ...oldInvites,
    ...oldLines(kept, logFrom),
  ]
}

const oldLines = ({ log }: Kept, from: string): Gone[] => {
  const tooOld = [...log].filter(([, { at }]) => at < from).map(([key]) => key)
  const over = log.size - tooOld.length - LOG_ENTRIES
  const tooMany =
    over > 0
      ? [...log]
          .filter(([, { at }]) => at >= from)
          .sort(([, a], [, b]) => (a.at < b.at ? -1 : 1))
          .slice(0, over)
          .map(([key]) => key)
      : []
  return [...tooOld, ...tooMany].map((key): Gone => ({ table: 'log', key }))
}

/** Rows in quarantine by whether their date has passed. */
export const asideAt = <T extends { readonly at: string }>(
  rows: readonly T[],
  now: Date,
): { readonly kept: readonly T[]; readonly gone: readonly T[] } => {
  const from = new Date(now.getTime() - ASIDE_DAYS * DAY_MS).toISOString()
  return { kept: rows.filter(({ at }) => at >= from), gone: rows.filter(({ at }) => at < from) }
}
