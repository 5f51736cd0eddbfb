/** What time it is, by the relay's signed word and the time that passed since (core/trusted-time.ts). */
import { readStatement, signedBy } from '../../../shared/crypto/signing.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Statement } from '../../../shared/membership/statements.ts'
import { CheckpointAnswer, TimeAnswer } from '../../../shared/protocol/http.ts'
import { MAX_CHECKPOINT_AGE_MS, trustedNow } from '../core/trusted-time.ts'
import { setMeta } from '../store/changes.ts'
import type { MembershipParts } from '../directory/membership.ts'

/** Beyond this a checkpoint says another time than ours, and is kept. */
const DIFFERS_MS = 30_000
const KEEP_EVERY_MS = 600_000
/** A checkpoint is kept every ten minutes; after twice as long the laptop slept, or its clock jumped. */
const STALE_MS = 2 * KEEP_EVERY_MS

export class TrustedClock {
  readonly #parts: MembershipParts
  /** The time of the last checkpoint of this cycle, and the monotonic clock at its arrival. */
  #confirmed: { readonly timeMs: number; readonly at: number } | null = null

  constructor(parts: MembershipParts) {
    this.#parts = parts
  }

  now(): Date {
    const { state, ports } = this.#parts
    return trustedNow(state.meta.checkpoint ?? null, ports.clock.now())
  }

  /**
   * The trusted time, capped by the last checkpoint plus the monotonic time since, so that a jump of the
   * laptop's clock never brings it ahead. Used for deletion, which is irreversible.
   */
  lowerBound(): Date {
    const now = this.now()
    return this.#confirmed
      ? new Date(
          Math.min(
            now.getTime(),
            this.#confirmed.timeMs + this.#parts.ports.monotonic() - this.#confirmed.at,
          ),
        )
      : now
  }

  /** Whether the relay said in this cycle what time it is. */
  get isConfirmed(): boolean {
    return this.#confirmed !== null
  }

  /** A new cycle begins: nothing is confirmed in it yet. */
  begin(): void {
    this.#confirmed = null
  }

  /** Whether the laptop's clock moved too far since the last checkpoint to expire anything by it. */
  isStale(): boolean {
    const { seenAtMs } = this.#parts.state.meta.checkpoint ?? { seenAtMs: -Infinity }
    return Math.abs(this.#parts.ports.clock.now() - seenAtMs) > STALE_MS
  }

  /** Takes the relay's word on time and head. Throws where it contradicts what it said before. */
  async take(statement: Statement): Promise<void> {
    const { state, ports, exclusive } = this.#parts
    const body = readStatement(statement)
    if (body?.type !== 'checkpoint' || !(await signedBy(statement, 'relay', state.identity.roots.relay)))
      throw new RuggensteunError('relay-garbage', { path: 'checkpoint' })
    const seen = state.meta.checkpoint
    if (seen && seen.logId !== body.logId) throw new RuggensteunError('relay-other-log')
    if (body.head < (state.meta.cursor ?? 0)) throw new RuggensteunError('relay-lost-events')
    const [seenAtMs, at] = [ports.clock.now(), ports.monotonic()]
    const timeMs = new Date(body.time).getTime()
    const behind = this.now().getTime() - timeMs
    if (seen && new Date(seen.time).getTime() - timeMs > MAX_CHECKPOINT_AGE_MS)
      throw new RuggensteunError('too-old-checkpoint')
    if (behind > MAX_CHECKPOINT_AGE_MS && (await this.#timeOfTrustee()) - timeMs > MAX_CHECKPOINT_AGE_MS)
      throw new RuggensteunError('too-old-checkpoint')
    if (!seen || Math.abs(behind) > DIFFERS_MS || Math.abs(seenAtMs - seen.seenAtMs) > KEEP_EVERY_MS)
      await exclusive(() =>
        state.commit([
          setMeta('checkpoint', { time: body.time, logId: body.logId, head: body.head, seenAtMs }),
        ]),
      )
    this.#confirmed = { timeMs: trustedNow(state.meta.checkpoint!, seenAtMs).getTime(), at }
  }

  /** Asks the relay, and gives {@link lowerBound}. */
  async ask(): Promise<Date> {
    await this.take((await this.#parts.relay.call('GET', '/v1/checkpoint', CheckpointAnswer)).checkpoint)
    return this.lowerBound()
  }

  /**
   * Either the relay is stale or this laptop's clock jumped: the other body decides. Milliseconds since 1970.
   */
  async #timeOfTrustee(): Promise<number> {
    const { trustee, state } = this.#parts
    const { time } = await trustee.open('GET', '/v1/time', TimeAnswer)
    const body = readStatement(time)
    if (body?.type !== 'time' || !(await signedBy(time, 'trustee', state.identity.roots.trustee)))
      throw new RuggensteunError('trustee-garbage', { path: '/v1/time' })
    return new Date(body.time).getTime()
  }
}
