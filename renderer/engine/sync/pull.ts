/**
 * Envelopes come in: new ones from the relay's log, and kept ones that are looked at again because this device
 * has come to hold other keys. Each passes through inbox/receive.ts, in the relay's order, many in one
 * transaction; a person is told only what is on disk.
 */
import { fromBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { dayNumber } from '../../../shared/calendar/time.ts'
import { MAX_PULL, PullAnswer } from '../../../shared/protocol/http.ts'
import { WEEK_CHARACTERS, weekOf } from '../../../shared/protocol/outer-header.ts'
import type { ChildMeaning, MatchIndex } from '../core/match-index.ts'
import { breathing, type Breathe } from '../core/time-slices.ts'
import { libraries } from '../crypto/libraries.ts'
import type { Notice, Received } from '../inbox/arrival.ts'
import { openOuter } from '../directory/outer-layer.ts'
import { taggedOf } from '../inbox/open.ts'
import { receiveAny } from '../inbox/receive.ts'
import { envelopeKey, setMeta, type Change } from '../store/changes.ts'
import type { StoredEnvelope } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import type { SyncParts } from './sync-parts.ts'

/** Most events of one transaction: they must fit in a moment in which no other write can run. */
const MOST_TOGETHER = 64
const SLICE_MS = 25

interface Arrived {
  readonly seq: number
  readonly envelope: string
  readonly salt: string
}

const always = (): boolean => true
const weeksOf = (events: readonly { readonly envelope: string }[]): Set<number> =>
  new Set(events.map(({ envelope }) => weekOf(fromBase64url(envelope.slice(0, WEEK_CHARACTERS)))))
/** In the relay's order, few enough for the keys of their weeks to be there at once. */
const pagesOf = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / MAX_PULL) }, (_, i) =>
    rows.slice(i * MAX_PULL, (i + 1) * MAX_PULL),
  )
const bySeq = (a: StoredEnvelope, b: StoredEnvelope): number => a.seq - b.seq
/** What this device may open as a coordinator. */
const placesOf = ({ identity }: State): string =>
  JSON.stringify([identity.device.roles, identity.receivingKeys.length])
/** Sequence numbers must ascend; otherwise the cursor skips events. */
const inOrder = (events: readonly { seq: number }[]): boolean =>
  events.every(({ seq }, i) => i === 0 || seq > events[i - 1]!.seq)

export interface PullHooks {
  readonly notice: (notice: Notice) => void
  /** An author stands in a newer directory than ours. */
  readonly readDirectory: () => Promise<void>
  /** Between two pages: what a person said does not wait until a long backlog was read. */
  readonly sendBetween: () => Promise<void>
  /** Numbers of the relay's log that were not read yet, after each transaction. */
  readonly toRead: (count: number) => void
}

export class Pull {
  readonly #parts: SyncParts
  readonly #hooks: PullHooks
  /** Notices that are shown once their events are on disk. */
  readonly #pendingNotices: Notice[] = []
  #isDirectoryNew: boolean
  /** How many times kept envelopes are being looked at. */
  #looking = 0
  /** Of the last time that kept signalen were looked at. */
  #places: string

  constructor(parts: SyncParts, hooks: PullHooks) {
    this.#parts = parts
    this.#hooks = hooks
    const { state } = parts
    this.#isDirectoryNew = !state.meta.compared
    this.#places = state.meta.compared ? placesOf(state) : ''
  }

  /** The next page is asked for while this one is read, and written while the next one is. */
  async pullEvents(): Promise<void> {
    const { relay, state, clock } = this.#parts
    const ask = (after: number): Promise<PullAnswer> =>
      relay.call('GET', `/v1/events?after=${after}&limit=${MAX_PULL}`, PullAnswer)
    try {
      for (let asked: Promise<PullAnswer> | null = ask(state.meta.cursor ?? 0); asked;) {
        const page: PullAnswer = await asked
        const last = page.events.length < MAX_PULL ? undefined : page.events.at(-1)
        asked = last ? ask(last.seq) : null
        asked?.catch(() => {}) // is thrown where it is awaited, if we come that far
        await clock.take(page.checkpoint)
        const { unknownDevice } = await this.#take(page.events, page.head)
        if (unknownDevice) await this.#hooks.readDirectory()
        if (asked) await this.#hooks.sendBetween()
      }
    } finally {
      await this.#flush()
    }
  }

  /** Applies events in the relay's order; the cursor moves in the same transaction as what it passed. */
  async apply(events: readonly Arrived[]): Promise<{ readonly unknownDevice: boolean }> {
    const taken = await this.#take(events)
    await this.#flush()
    return taken
  }

  /**
   * Downloads envelopes again that were deleted while the laptop's clock ran ahead: the relay has said what
   * day it is, and still has them.
   */
  async restoreWronglyExpired(): Promise<void> {
    const { relay, state, clock, exclusive } = this.#parts
    const { takenByClock } = state.meta
    if (!takenByClock) return
    const today = dayNumber(clock.lowerBound())
    const wanted = new Set(takenByClock.flatMap(({ seq, expiresDay }) => (expiresDay > today ? [seq] : [])))
    let seen = 0
    for (const seq of [...wanted].sort((a, b) => a - b)) {
      if (seq <= seen) continue
      const { events } = await relay.call('GET', `/v1/events?after=${seq - 1}&limit=${MAX_PULL}`, PullAnswer)
      if (!inOrder(events)) throw new RuggensteunError('relay-garbage', { path: '/v1/events' })
      seen = events.at(-1)?.seq ?? Infinity
      const rows = events.filter(
        (event) => wanted.has(event.seq) && !state.envelopes.has(envelopeKey(event.seq)),
      )
      await this.prepareIndex(weeksOf(rows))
      await this.#receiveAll(rows, always, true, ({ changes }) => changes)
      await this.#flush()
    }
    await exclusive(() => state.commit([setMeta('takenByClock', undefined)]))
  }

  /** One event that this device should have and lacks. */
  async readAgain(seq: number): Promise<void> {
    const { relay, state, clock, exclusive, ports } = this.#parts
    const {
      events: [event],
    } = await relay.call('GET', `/v1/events?after=${seq - 1}&limit=1`, PullAnswer)
    if (event?.seq !== seq) return
    await exclusive(async () =>
      state.commit((await receiveAny(state, { ...event, again: true }, clock.now(), ports)).changes),
    )
  }

  /** A statement came: envelopes may open that did not, and authors be known who were not. */
  hasNewDirectory(): void {
    this.#isDirectoryNew = true
  }

  /**
   * Looks at kept envelopes again, at those that may say more than they did: signalen with which a token that is
   * new fits, and after a statement what no key opened, what waits for its author and what was refused.
   */
  async lookAgain(): Promise<void> {
    const { state, exclusive } = this.#parts
    const isDirectoryNew = this.#isDirectoryNew
    if (!isDirectoryNew && state.fresh.size === 0) return
    const fresh = state.takeFresh()
    this.#isDirectoryNew = false
    this.#looking += 1
    try {
      await this.#lookAt([...state.envelopes.values()].sort(bySeq), fresh, isDirectoryNew)
    } catch (error) {
      // Nothing is forgotten: the next time all of it is done.
      this.#isDirectoryNew ||= isDirectoryNew
      fresh.copyTo(state.fresh)
      throw error
    } finally {
      this.#looking -= 1
    }
    await exclusive(async () => {
      const isDone = this.#looking === 0 && !this.#isDirectoryNew && state.fresh.size === 0
      if (isDone && !state.meta.compared) await state.commit([setMeta('compared', true)])
    })
  }

  async #lookAt(
    rows: readonly StoredEnvelope[],
    fresh: MatchIndex<ChildMeaning>,
    isDirectoryNew: boolean,
  ): Promise<void> {
    const { state, changed } = this.#parts
    let [isOpened, isLooked] = [false, false]
    const take = async (some: readonly StoredEnvelope[], again: boolean): Promise<void> => {
      for (const page of pagesOf(some)) {
        await this.prepareIndex(weeksOf(page))
        const { found } = await this.#receiveAll(page, always, again, ({ changes }) => changes)
        isOpened ||= found
        isLooked = true
      }
    }
    const isOpenNow = ({ waits, isSignal, envelope }: StoredEnvelope): boolean =>
      waits === true || (isSignal === null && openOuter(state, fromBase64url(envelope)) !== null)
    if (isDirectoryNew) await take(rows.filter(isOpenNow), false)
    const signals = rows.filter(({ isSignal }) => isSignal === true)
    const places = placesOf(state)
    const isRefused = (row: StoredEnvelope): boolean => isDirectoryNew && row.refused !== undefined
    // Another place as a coordinator may open any of them.
    await take(places === this.#places ? await this.#thatFit(fresh, signals, isRefused) : signals, true)
    this.#places = places
    if (isOpened)
      await take(
        rows.filter(({ isSignal }) => isSignal === false),
        true,
      )
    await this.#flush()
    if (isLooked) changed()
  }

  /** Signalen with which one of these tokens agrees, and those that are wanted in any case. */
  async #thatFit(
    fresh: MatchIndex<ChildMeaning>,
    signals: readonly StoredEnvelope[],
    isWanted: (row: StoredEnvelope) => boolean,
  ): Promise<StoredEnvelope[]> {
    const { state } = this.#parts
    const breathe = this.#breathing()
    const found: StoredEnvelope[] = []
    const fits = ({ envelope }: StoredEnvelope): boolean => {
      const opened = fresh.size > 0 ? openOuter(state, fromBase64url(envelope)) : null
      return opened !== null && fresh.find(taggedOf(opened)).length > 0
    }
    for (const page of pagesOf(signals)) {
      await this.#prepare(fresh, weeksOf(page), breathe)
      for (const row of page) {
        if (isWanted(row) || fits(row)) found.push(row)
        await breathe()
      }
    }
    return found
  }

  /**
   * The keys of the own tokens in these weeks, before anything waits to be compared: a large list takes a second a
   * week.
   */
  async prepareIndex(weeks: Iterable<number>): Promise<void> {
    const { state } = this.#parts
    state.followed.library = (await libraries()).slotTags
    await this.#prepare(state.matching, weeks, this.#breathing())
  }

  async #prepare(index: MatchIndex<ChildMeaning>, weeks: Iterable<number>, breathe: Breathe): Promise<void> {
    index.library = (await libraries()).slotTags
    for (const week of weeks) await index.prepare(week, breathe)
  }

  #breathing(): Breathe {
    const { ports } = this.#parts
    return breathing(ports.monotonic, (task) => ports.after(0, task), {
      check: () => {},
      paused: () => null,
    })
  }

  /** Like {@link apply}, but write-behind: the write may still run when this resolves. */
  async #take(events: readonly Arrived[], head = 0): Promise<{ readonly unknownDevice: boolean }> {
    const { state, changed } = this.#parts
    if (!inOrder(events)) throw new RuggensteunError('relay-garbage', { path: '/v1/events' })
    await this.prepareIndex(weeksOf(events))
    const isNew = ({ seq }: Arrived): boolean => seq > (state.meta.cursor ?? 0)
    const { unknownDevice } = await this.#receiveAll(
      events,
      isNew,
      false,
      ({ changes }, { seq }) => [...changes, setMeta('cursor', seq)],
      () => this.#hooks.toRead(Math.max(0, head - (state.meta.cursor ?? 0))),
    )
    if (events.length > 0) changed()
    return { unknownDevice }
  }

  /**
   * Many envelopes, a moment's worth at a time: the next ones are opened while these are written, and in
   * between others have their turn.
   */
  async #receiveAll(
    rows: readonly Arrived[],
    isWanted: (row: Arrived) => boolean,
    again: boolean,
    changesOf: (received: Received, row: Arrived) => readonly Change[],
    shown = (): void => {},
  ): Promise<{ readonly unknownDevice: boolean; readonly found: boolean }> {
    const { state, ports, clock, exclusive } = this.#parts
    let [unknownDevice, found] = [false, false]
    for (let at = 0; at < rows.length; shown()) {
      const notices: Notice[] = []
      let opened = false
      await exclusive(() =>
        state.writeBehind(async (stage) => {
          const since = ports.monotonic()
          const end = Math.min(at + MOST_TOGETHER, rows.length)
          for (; at < end && ports.monotonic() - since < SLICE_MS; at++) {
            const row = rows[at]!
            if (!isWanted(row)) continue
            const { seq, envelope, salt } = row
            const received = await receiveAny(
              state,
              { seq, envelope, salt, again },
              clock.lowerBound(),
              ports,
            )
            stage(changesOf(received, row))
            unknownDevice ||= received.unknownDevice
            notices.push(...received.notices)
            opened ||= received.opened ?? false
          }
        }),
      )
      this.#pendingNotices.push(...notices)
      found ||= opened || notices.length > 0
    }
    return { unknownDevice, found }
  }

  /** All that came is on disk; only then is a person told. */
  async #flush(): Promise<void> {
    const notices = this.#pendingNotices.splice(0)
    await this.#parts.exclusive(() => this.#parts.state.flush())
    for (const notice of notices) this.#hooks.notice(notice)
  }
}
