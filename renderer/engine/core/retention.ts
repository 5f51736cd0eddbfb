/** What must be gone on a day: threads with their keys, envelopes, what still waited to be sent about them, old tokens. */
import { epochNumber, dayNumber } from '../../../shared/time.ts'

interface Expiring { readonly expiresDay: number }
export interface Kept {
  readonly threads: ReadonlyMap<string, Expiring>
  readonly live: ReadonlyMap<string, Expiring>
  readonly outbox: ReadonlyMap<string, Expiring>
  readonly hints: ReadonlyMap<string, Expiring>
  readonly chains: ReadonlyMap<string, Expiring & { readonly forkedAt: string | null }>
  readonly tokens: ReadonlyMap<string, { readonly epoch: number }>
}

/** Keys per table that have outlived their date at `now`. Tokens stay one epoch longer, for signalen of its last weeks; a fork stays known. */
export const expiredAt = (kept: Kept, now: Date): { readonly table: 'threads' | 'live' | 'outbox' | 'hints' | 'chains' | 'tokens'; readonly key: string }[] => {
  const today = dayNumber(now)
  const gone = (table: 'threads' | 'live' | 'outbox' | 'hints') => [...kept[table]].filter(([, row]) => row.expiresDay <= today).map(([key]) => ({ table, key }))
  const oldTokens = [...kept.tokens].filter(([, row]) => row.epoch < epochNumber(now) - 1).map(([key]) => ({ table: 'tokens' as const, key }))
  const oldLinks = [...kept.chains].filter(([, row]) => row.expiresDay <= today && row.forkedAt === null).map(([key]) => ({ table: 'chains' as const, key }))
  return [...gone('threads'), ...gone('live'), ...gone('outbox'), ...gone('hints'), ...oldLinks, ...oldTokens]
}
