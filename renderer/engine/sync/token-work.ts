/** Tokens of this epoch and the next, made in the background: first for what waits to leave, then for the list. */
import { asRuggensteunError, type RuggensteunError } from '../../../shared/errors.ts'
import { epochNumber } from '../../../shared/calendar/time.ts'
import { UsedAnswer } from '../../../shared/protocol/http.ts'
import { libraries } from '../crypto/libraries.ts'
import { generationsOf, pinKeys, type Answers, type KeyHolders } from '../crypto/tokeniser.ts'
import { logged } from '../store/logbook.ts'
import { signsRules } from '../../../shared/membership/roles.ts'
import { setMeta } from '../store/changes.ts'
import { hasDpia } from '../store/state.ts'
import { rememberUsed } from '../crypto/room.ts'
import type { SyncParts } from './sync-parts.ts'
import {
  childrenWithoutTokens,
  epochsToPrepare,
  nextOfList,
  tokeniseBatch,
  type BatchOf,
} from '../crypto/tokens.ts'

const PINS_MS = 3_600_000

export class TokenWork {
  readonly #parts: SyncParts
  readonly #answers: Answers = new Map()
  #pinnedAt = -Infinity

  constructor(parts: SyncParts) {
    this.#parts = parts
  }

  /**
   * For the children of a signaal that waits. What the trustee cannot do now does not keep answers from leaving: it
   * comes back as an error.
   */
  async forOutbox(): Promise<RuggensteunError | null> {
    const { state, clock } = this.#parts
    const waiting = [...state.outbox.values()].filter(
      ({ content, envelope }) => content.type === 'signal' && envelope === null,
    )
    if (waiting.length === 0 || !hasDpia(state)) return null
    const epoch = epochNumber(clock.now())
    try {
      await this.#pin(epoch)
      const ids = new Set(
        waiting.flatMap(({ threadId }) =>
          childrenWithoutTokens(state, state.threads.get(threadId)?.childIds ?? [], epoch),
        ),
      )
      if (ids.size === 0) return null
      await this.#tokenise({
        epoch,
        children: [...ids].flatMap((id) => state.children.get(id) ?? []),
        reserve: false,
      })
      return null
    } catch (cause) {
      const error = asRuggensteunError(cause)
      for (const { order } of waiting) state.waitingFor.set(order, error.code)
      return error
    }
  }

  /** For the list, as far as today's plan goes. `goesOn`: asked before each batch; `made`: after each. */
  async forList(isMetered: boolean, goesOn: () => boolean, made: () => Promise<void>): Promise<void> {
    const { state, clock } = this.#parts
    const now = (): Date => clock.now()
    const works = hasDpia(state) && state.children.size > 0 && !isMetered
    // A device that watches over the key holders asks for their keys without a list of its own.
    if (works || signsRules(state.identity.device, state.identity.organisation))
      for (const epoch of epochsToPrepare(now())) await this.#pin(epoch)
    if (!works) return
    for (let next = nextOfList(state, now()); next && goesOn(); next = nextOfList(state, now())) {
      await this.#tokenise({ ...next, reserve: true })
      await made()
    }
  }

  /** Keys of an epoch, asked again every hour: a holder that replaced its seed says so nowhere else. */
  async #pin(epoch: number): Promise<void> {
    const { state, ports, relay, trustee, exclusive } = this.#parts
    const pins = state.meta.pins ?? {}
    const have = (holder: string): boolean =>
      Object.keys(pins).some((name) => name.startsWith(`${holder}|${epoch}|`))
    const now = ports.clock.now()
    if (have('relay') && have('trustee') && Math.abs(now - this.#pinnedAt) < PINS_MS) return
    const { roots } = state.identity
    const pinned = await pinKeys(trustee, await pinKeys(relay, pins, roots), roots)
    await this.#askUsed(epoch)
    this.#pinnedAt = now
    if (JSON.stringify(pinned) === JSON.stringify(pins)) return
    const replaced =
      have('relay') && have('trustee') && generationsOf(pinned, epoch) !== generationsOf(pins, epoch)
    await exclusive(() =>
      state.commit([setMeta('pins', pinned), ...(replaced ? [logged(ports, 'key-replaced')] : [])]),
    )
  }

  async #holders(): Promise<KeyHolders> {
    const { relay, trustee } = this.#parts
    return { relay, trustee, oprf: (await libraries()).oprf, answers: this.#answers }
  }

  async #tokenise(batch: Omit<BatchOf, 'now'>): Promise<void> {
    const { state, clock, exclusive } = this.#parts
    await this.#askUsed(batch.epoch)
    await tokeniseBatch(state, await this.#holders(), { ...batch, now: clock.now() }, exclusive)
  }

  /** Other devices of the organisation use the same budget. */
  async #askUsed(epoch: number): Promise<void> {
    const { state, relay, trustee } = this.#parts
    for (const holder of [relay, trustee])
      rememberUsed(
        state.used,
        holder.holder,
        epoch,
        (await holder.call('GET', `/v1/oprf/used?epoch=${epoch}`, UsedAnswer)).used,
      )
  }
}
