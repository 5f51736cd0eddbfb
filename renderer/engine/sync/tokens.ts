/** Making match tokens for the own list, a batch at a time, so that the rest of the engine goes on. */
import { toBase64url } from '../../../shared/encoding.ts'
import { matchKeysOf } from '../../../shared/matching/match-keys.ts'
import { MatchKeyType } from '../../../shared/protocol/statements.ts'
import type { Child } from '../../../shared/domain/child.ts'
import { makeTokens } from '../crypto/tokeniser.ts'
import type { KeyHolder } from '../net/key-holder.ts'
import type { Change } from '../store/database.ts'
import { put, tokensKey, type State, type StoredTokens } from '../state.ts'

/** Small enough that an urgent signaal waits for one batch at most: 32 tokens are about 0.2 s of an office laptop. */
const BATCH = 32

export const childrenToTokenise = (state: State, epoch: number): Child[] =>
  [...state.children.values()].filter((child) => !state.tokens.has(tokensKey(epoch, child.id)))

/** One batch; a BSN is taken out of the row in the same transaction that stores its token. */
export const tokeniseBatch = async (
  state: State, holders: { relay: KeyHolder; trustee: KeyHolder }, epoch: number, wanted: readonly Child[],
  exclusive: <T>(task: () => Promise<T>) => Promise<T>,
): Promise<void> => {
  const children = wanted.slice(0, BATCH)
  const bsnAllowed = state.identity.organisation.bsnBasis !== null
  const keys = children.flatMap((child) => matchKeysOf(child, bsnAllowed).map((key) => ({ ...key, childId: child.id })))
  const made = new Map<string, StoredTokens['tokens'][number][]>(children.map(({ id }) => [id, []]))
  for (const type of MatchKeyType.options) {
    const ofType = keys.filter((key) => key.type === type)
    if (ofType.length === 0) continue
    const tokens = await makeTokens(holders, state.meta.pins ?? {}, epoch, type, ofType.map(({ input }) => input))
    ofType.forEach(({ childId }, i) => made.get(childId)!.push({ type, token: toBase64url(tokens[i]!) }))
  }
  await exclusive(() => {
    const changes = children.flatMap((child): Change[] => {
      const current = state.children.get(child.id)
      if (current !== child) return []
      const row = put('tokens', tokensKey(epoch, child.id), { childId: child.id, epoch, tokens: made.get(child.id)! })
      if (child.bsn === undefined) return [row]
      const { bsn: _, ...rest } = child
      return [row, put('children', child.id, rest)]
    })
    return state.commit(changes)
  })
}
