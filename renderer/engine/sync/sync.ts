/**
 * The rhythm of an open engine: directory, log, tokens, outbox, live connection; on failure a named state and
 * another try with growing pauses and jitter. One cycle at a time; a wish for another while one runs is
 * remembered.
 */
import { readStatement, signedBy } from '../../../shared/crypto/signing.ts'
import {
  asRuggensteunError,
  RuggensteunError,
  type ErrorName,
  type ErrorParams,
} from '../../../shared/errors.ts'
import type { Revocation } from '../../../shared/membership/directory.ts'
import { fromBase64url } from '../../../shared/encoding.ts'
import { WEEK_CHARACTERS, weekOf } from '../../../shared/protocol/outer-header.ts'
import {
  CheckpointAnswer,
  MAX_PULL,
  PullAnswer,
  TimeAnswer,
  UsedAnswer,
  type LiveMessage,
} from '../../../shared/protocol/http.ts'
import type { Statement } from '../../../shared/membership/statements.ts'
import { dayNumber, epochNumber, weekNumber } from '../../../shared/calendar/time.ts'
import type { CarriedIn, CarriedOut } from '../../../shared/api/sync.ts'
import { MAX_CHECKPOINT_AGE_MS, trustedNow } from '../core/trusted-time.ts'
import { labelOwnDevice } from '../commands/administration.ts'
import { tellCoverage } from '../commands/coordinate.ts'
import { renewObstacles } from '../commands/obstacle.ts'
import { breathing } from '../caseload/slices.ts'
import { libraries } from '../crypto/libraries.ts'
import { generationsOf, pinKeys, type Answers, type KeyHolders } from '../crypto/tokeniser.ts'
import { expire } from '../expire.ts'
import { logged } from '../journal.ts'
import { KeyHolder } from '../net/key-holder.ts'
import { LiveConnection } from '../net/live.ts'
import { isPersons } from '../outbox/queue.ts'
import { watchesOver } from '../oversight.ts'
import type { Ports } from '../ports.ts'
import { isLive, type State } from '../store/state.ts'
import { liveKey, setMeta, type Change } from '../store/changes.ts'
import type { OutboxItem } from '../store/rows.ts'
import { askWhetherRevoked } from './revocation.ts'
import { Invitations } from './invitations.ts'
import { LogWatch } from './log-watch.ts'
import { carryIn, carryOut, type CarryParts } from './carry.ts'
import { Membership } from './membership.ts'
import { receiveAny } from '../inbox/receive.ts'
import type { Notice, Received } from '../inbox/arrival.ts'
import { sendDecoys, untilNextDecoy } from '../outbox/decoys.ts'
import { sendOutbox } from '../outbox/send.ts'
import { rememberUsed } from './room.ts'
import { childrenWithoutTokens, epochsToPrepare, nextOfList, tokeniseBatch, type BatchOf } from './tokens.ts'
import { openOuter } from '../inbox/open.ts'

export interface SyncStatus {
  /** The network counts what goes over it: what is large and can wait, waits. */
  readonly metered: boolean
  readonly state: 'offline' | 'connecting' | 'online' | 'problem'
  readonly problem: { readonly code: ErrorName; readonly params: ErrorParams } | null
  readonly updatedAt: string | null
  /** Numbers of the relay's log that were not read yet, as far as is known. */
  readonly toRead: number
}

export interface Hooks {
  readonly exclusive: <T>(task: () => Promise<T>) => Promise<T>
  readonly changed: () => void
  readonly notice: (notice: Notice) => void
  /** This device was revoked, and it was proven. */
  readonly revoked: (revocation: Pick<Revocation, 'at' | 'reason'>) => void
}

const IDLE_MS = 60_000
/** Minimum pause before the next cycle when the next decoy is almost due. */
const SOON_MS = 500
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000
const PINS_MS = 3_600_000
/** Most events of one transaction: they must fit in a moment in which no other write can run. */
const MOST_TOGETHER = 64
const SLICE_MS = 25
/** Events after which the screen hears how far a long pull is. */
const PER_SHOW = 100
/** A checkpoint is kept every ten minutes; after twice as long the laptop slept, or its clock jumped. */
const CONFIRMED_MS = 20 * 60_000

/** Errors under which the relay is still read, so that messages of others come in. */
const STILL_READ: readonly ErrorName[] = [
  'trustee-down',
  'budget-exhausted',
  'relay-storage-full',
  'relay-quota',
  'relay-busy',
]

interface Arrived {
  readonly seq: number
  readonly envelope: string
  readonly salt: string
}

const weeksOf = (events: readonly { readonly envelope: string }[]): Set<number> =>
  new Set(events.map(({ envelope }) => weekOf(fromBase64url(envelope.slice(0, WEEK_CHARACTERS)))))
/** Sequence numbers must ascend; otherwise the cursor skips events. */
const inOrder = (events: readonly { seq: number }[]): boolean =>
  events.every(({ seq }, i) => i === 0 || seq > events[i - 1]!.seq)

export class Sync {
  readonly #state: State
  readonly #ports: Ports
  readonly #exclusive: <T>(task: () => Promise<T>) => Promise<T>
  readonly #changed: () => void
  readonly #notice: (notice: Notice) => void
  readonly #revoked: Hooks['revoked']
  readonly membership: Membership
  readonly invitations: Invitations
  readonly #watch: LogWatch
  readonly #relay: KeyHolder
  readonly #trustee: KeyHolder
  #live: LiveConnection | null = null
  #running = false
  #again = false
  #stopped = false
  #callOff: () => void = () => {}
  #cycleEnds: Promise<void> = Promise.resolve()
  /** Resolves when the device closes. */
  readonly #closed = Promise.withResolvers<void>()
  #pause = FIRST_PAUSE_MS
  #pinnedAt = -Infinity
  readonly #answers: Answers = new Map()
  /**
   * A look at the kept envelopes is due: after every start too, because the last one may have been cut short.
   */
  #lookDue = true
  readonly #untrusted = new Set<string>()
  /** Notices that are shown once their events are on disk. */
  readonly #unheard: Notice[] = []
  /** The time of the last checkpoint of this cycle, and the monotonic clock at its arrival. */
  #confirmed: { readonly timeMs: number; readonly at: number } | null = null
  status: SyncStatus = { state: 'connecting', problem: null, updatedAt: null, toRead: 0, metered: false }

  constructor(state: State, ports: Ports, hooks: Hooks) {
    this.#state = state
    this.#ports = ports
    this.#exclusive = hooks.exclusive
    this.#changed = hooks.changed
    this.#notice = hooks.notice
    this.#revoked = hooks.revoked
    this.#relay = new KeyHolder('relay', state.identity.servers.relay, state.identity, ports)
    this.#trustee = new KeyHolder('trustee', state.identity.servers.trustee, state.identity, ports, () =>
      this.membership.introduce(),
    )
    const parts = { state, ports, relay: this.#relay, trustee: this.#trustee, exclusive: hooks.exclusive }
    this.membership = new Membership(parts)
    this.#watch = new LogWatch({
      ...parts,
      now: () => this.now(),
      readAgain: (seq) => this.#readAgain(seq),
      readDirectory: () => this.#pullDirectory(),
    })
    this.invitations = new Invitations(parts, this.membership, hooks.changed)
  }

  now(): Date {
    return trustedNow(this.#state.meta.checkpoint ?? null, this.#ports.clock.now())
  }

  /**
   * The trusted time, capped by the last checkpoint plus the monotonic time since, so that a jump of the
   * laptop's clock never brings it ahead. Used for deletion, which is irreversible.
   */
  #sure(): Date {
    const now = this.now()
    return this.#confirmed
      ? new Date(
          Math.min(now.getTime(), this.#confirmed.timeMs + this.#ports.monotonic() - this.#confirmed.at),
        )
      : now
  }

  /** Runs a cycle now, because a message waits to leave or a person asked. */
  kick(): void {
    if (this.#stopped) return
    if (this.#running) {
      this.#again = true
      return
    }
    this.#callOff()
    this.#running = true
    this.#cycleEnds = this.#cycle()
  }

  /**
   * Resolves when a cycle that began after this call has ended, whether or not it reached anybody; or when the
   * device closes. A cycle also makes tokens for the list.
   */
  async runCycle(): Promise<void> {
    const earlier = this.#running ? this.#cycleEnds : Promise.resolve()
    this.kick()
    // When the earlier one has ended, the next has begun.
    await Promise.race([earlier.then(() => this.#cycleEnds), this.#closed.promise])
  }

  /** Runs a task while no cycle runs: only one of them may move the cursor. */
  async #between<T>(task: () => Promise<T>): Promise<T> {
    while (this.#running) {
      const ends = this.#cycleEnds
      await ends
      // A cycle that ended for good, because this device was revoked.
      if (this.#running && this.#cycleEnds === ends) throw new RuggensteunError('device-revoked')
    }
    if (this.#stopped) throw new RuggensteunError('locked')
    this.#callOff()
    this.#running = true
    // Who comes meanwhile waits for this one, as for a cycle.
    let ended = (): void => {}
    this.#cycleEnds = new Promise((resolve) => {
      ended = resolve
    })
    try {
      return await task()
    } finally {
      this.#running = false
      ended()
      this.kick()
    }
  }

  /**
   * On a metered network only tokenising the caseload (2 kB per child) is postponed; messages and decoys are
   * always sent.
   */
  useNetwork(metered: boolean): void {
    if (metered === this.status.metered) return
    this.#set({ metered })
    if (!metered) this.kick()
  }

  get #carry(): CarryParts {
    return {
      state: this.#state,
      ports: this.#ports,
      relay: this.#relay,
      exclusive: this.#exclusive,
      now: () => this.now(),
      askTime: () => this.#askTime(),
      takeDirectory: (page) => this.membership.take(page),
      takeEvents: (events) => this.#apply(events),
    }
  }

  carryOut(): Promise<CarriedOut> {
    return this.#between(() => carryOut(this.#carry))
  }

  async carryIn(file: Uint8Array): Promise<CarriedIn> {
    return this.#between(async () => {
      const result = await carryIn(this.#carry, file)
      if (result.kind !== 'taken') return result
      await this.#lookAgain(true)
      await this.expire()
      if (!this.status.updatedAt || result.at > this.status.updatedAt) this.#set({ updatedAt: result.at })
      return result
    })
  }

  /** The machine slept or the network changed: the old socket may be dead without knowing it. */
  wake(): void {
    this.#closeLive()
    this.#pause = FIRST_PAUSE_MS
    this.kick()
  }

  stop(): void {
    this.#stopped = true
    this.#closed.resolve()
    this.#callOff()
    this.invitations.stop()
    this.#closeLive()
  }

  async #cycle(): Promise<void> {
    this.#confirmed = null
    try {
      if (this.status.state !== 'online') this.#set({ state: 'connecting', problem: this.status.problem })
      await this.#pullDirectory()
      const own = this.#state.directory.revoked.get(this.#state.identity.device.id)
      if (own) return this.#revoked(own)
      await this.#openLive()
      await this.#prepareIndex([weekNumber(this.now())])
      await this.#watch.before()
      await this.#pullEvents()
      await this.#bringBack()
      if (this.#lookDue) await this.#lookAgain(true)
      await this.expire() // only now: a laptop clock that jumped ahead was set right by the checkpoint that came with the events
      if (this.#watch.hasNews) await this.#pullDirectory() // of a statement that came after the first look
      await this.#watch.after()
      if (await this.membership.keep(this.now())) await this.#lookAgain(true)
      await labelOwnDevice({
        state: this.#state,
        membership: this.membership,
        ports: this.#ports,
        now: this.now(),
      })
      await this.#exclusive(() => tellCoverage(this.#state, this.now()))
      await this.#exclusive(() => renewObstacles(this.#state, this.now(), this.#ports))
      const tokenProblem = await this.#tokensForOutbox()
      await this.#send(isPersons)
      if (tokenProblem) throw tokenProblem
      this.#untrusted.clear()
      this.#set({
        state: 'online',
        problem: null,
        updatedAt: new Date(this.#ports.clock.now()).toISOString(),
        toRead: 0,
      })
      if (this.#lookDue) await this.#lookAgain(false)
      await this.#send() // that we have looked: after a long absence there is much of it, and nobody waits for it
      await sendDecoys(this.#state, this.#relay, this.now(), this.#ports, this.#exclusive)
      await this.#tokensForList()
      this.#pause = FIRST_PAUSE_MS
      this.#next(Math.min(IDLE_MS, untilNextDecoy(this.#state, this.now()) + SOON_MS))
    } catch (error) {
      if (!(await this.#revokedAccordingTo(asRuggensteunError(error))))
        this.#failed(asRuggensteunError(error))
      // Where the relay said nothing the laptop's clock is all there is.
      if (!this.#stopped)
        await this.expire().catch((failed: unknown) => this.#failed(asRuggensteunError(failed)))
    }
    this.#running = false
    if (this.#again && !this.#stopped) {
      this.#again = false
      this.kick()
    }
  }

  /** A refusal by the relay is no revocation; one that an administrator signed is. */
  async #revokedAccordingTo(error: RuggensteunError): Promise<boolean> {
    if (error.code !== 'device-refused' || this.#stopped) return false
    const { device, roots, servers } = this.#state.identity
    const revocation = await askWhetherRevoked(
      { deviceId: device.id, relay: servers.relay, roots },
      this.#ports,
    )
    if (!revocation) return false
    this.#revoked(revocation)
    return true
  }

  /**
   * The shell saw that the certificate of this origin is not trusted here: somebody reads along, or the
   * server is not ours.
   */
  certificateRefused(origin: string): void {
    if (this.#untrusted.has(origin)) return
    this.#untrusted.add(origin)
    if (this.status.state === 'problem') this.kick()
  }

  /** A fetch that failed does not say why; the shell may have. */
  #named(error: RuggensteunError): RuggensteunError {
    const holder =
      error.code === 'relay-down' ? this.#relay : error.code === 'trustee-down' ? this.#trustee : null
    return holder && this.#untrusted.has(new URL(holder.url).origin)
      ? new RuggensteunError('tls-intercepted', { server: new URL(holder.url).host }, { cause: error })
      : error
  }

  #failed(failure: RuggensteunError): void {
    if (this.#stopped) return
    const error = this.#named(failure)
    if (!STILL_READ.includes(error.code)) this.#closeLive()
    for (const { order } of this.#state.outbox.values()) this.#state.waitingFor.set(order, error.code)
    this.#set({
      state: error.code === 'offline' ? 'offline' : 'problem',
      problem: { code: error.code, params: error.params },
    })
    this.#next(this.#pause)
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS)
  }

  #next(ms: number): void {
    this.#callOff()
    const [jitter] = this.#ports.random(1)
    this.#callOff = this.#ports.after(Math.round(ms * (0.75 + jitter! / 512)), () => this.kick())
  }

  #set(status: Partial<SyncStatus>): void {
    this.status = { ...this.status, ...status }
    this.#changed()
  }

  /** Deletes what has outlived its date. */
  async expire(): Promise<void> {
    if (await expire(this.#state, this.#sure(), this.#confirmed === null, this.#ports, this.#exclusive))
      this.#changed()
  }

  async #pullDirectory(): Promise<void> {
    if (await this.membership.pull()) await this.#lookAgain(true)
  }

  async #checkpoint(statement: Statement): Promise<void> {
    const state = this.#state
    const body = readStatement(statement)
    if (body?.type !== 'checkpoint' || !(await signedBy(statement, 'relay', state.identity.roots.relay)))
      throw new RuggensteunError('relay-garbage', { path: 'checkpoint' })
    const seen = state.meta.checkpoint
    if (seen && seen.logId !== body.logId) throw new RuggensteunError('relay-other-log')
    if (body.head < (state.meta.cursor ?? 0)) throw new RuggensteunError('relay-lost-events')
    const [seenAtMs, at] = [this.#ports.clock.now(), this.#ports.monotonic()]
    const timeMs = new Date(body.time).getTime()
    const behind = this.now().getTime() - timeMs
    if (seen && new Date(seen.time).getTime() - timeMs > MAX_CHECKPOINT_AGE_MS)
      throw new RuggensteunError('too-old-checkpoint')
    if (behind > MAX_CHECKPOINT_AGE_MS && (await this.#timeOfTrustee()) - timeMs > MAX_CHECKPOINT_AGE_MS)
      throw new RuggensteunError('too-old-checkpoint')
    if (!seen || Math.abs(behind) > 30_000 || Math.abs(seenAtMs - seen.seenAtMs) > 600_000)
      await this.#exclusive(() =>
        state.commit([
          setMeta('checkpoint', { time: body.time, logId: body.logId, head: body.head, seenAtMs }),
        ]),
      )
    this.#confirmed = { timeMs: trustedNow(state.meta.checkpoint!, seenAtMs).getTime(), at }
  }

  async #askTime(): Promise<Date> {
    await this.#checkpoint((await this.#relay.call('GET', '/v1/checkpoint', CheckpointAnswer)).checkpoint)
    return this.#sure()
  }

  /**
   * Either the relay is stale or this laptop's clock jumped: the other body decides. Milliseconds since 1970.
   */
  async #timeOfTrustee(): Promise<number> {
    const { time } = await this.#trustee.open('GET', '/v1/time', TimeAnswer)
    const body = readStatement(time)
    if (body?.type !== 'time' || !(await signedBy(time, 'trustee', this.#state.identity.roots.trustee)))
      throw new RuggensteunError('trustee-garbage', { path: '/v1/time' })
    return new Date(body.time).getTime()
  }

  /** The next page is asked for while this one is read, and written while the next one is. */
  async #pullEvents(): Promise<void> {
    const ask = (after: number): Promise<PullAnswer> =>
      this.#relay.call('GET', `/v1/events?after=${after}&limit=${MAX_PULL}`, PullAnswer)
    try {
      for (let asked: Promise<PullAnswer> | null = ask(this.#state.meta.cursor ?? 0); asked;) {
        const page: PullAnswer = await asked
        const last = page.events.length < MAX_PULL ? undefined : page.events.at(-1)
        asked = last ? ask(last.seq) : null
        asked?.catch(() => {}) // is thrown where it is awaited, if we come that far
        await this.#checkpoint(page.checkpoint)
        const { unknownDevice } = await this.#take(page.events, page.head)
        if (unknownDevice) await this.#pullDirectory()
        if (asked) await this.#sendBetween()
      }
    } finally {
      await this.#written()
    }
  }

  /**
   * Downloads envelopes again that were deleted while the laptop's clock ran ahead: the relay has said what
   * day it is, and still has them.
   */
  async #bringBack(): Promise<void> {
    const { takenByClock } = this.#state.meta
    if (!takenByClock) return
    const today = dayNumber(this.#sure())
    const wanted = new Set(takenByClock.flatMap(({ seq, expiresDay }) => (expiresDay > today ? [seq] : [])))
    const always = (): boolean => true
    let seen = 0
    for (const seq of [...wanted].sort((a, b) => a - b)) {
      if (seq <= seen) continue
      const { events } = await this.#relay.call(
        'GET',
        `/v1/events?after=${seq - 1}&limit=${MAX_PULL}`,
        PullAnswer,
      )
      if (!inOrder(events)) throw new RuggensteunError('relay-garbage', { path: '/v1/events' })
      seen = events.at(-1)?.seq ?? Infinity
      const rows = events.filter(
        (event) => wanted.has(event.seq) && !this.#state.live.has(liveKey(event.seq)),
      )
      await this.#prepareIndex(weeksOf(rows))
      await this.#receiveAll(rows, always, true, ({ changes }) => changes)
      await this.#written()
    }
    await this.#exclusive(() => this.#state.commit([setMeta('takenByClock', undefined)]))
  }

  /**
   * The own tokens under their tags of these weeks, before anything waits for a look-up: a large list takes a
   * second a week.
   */
  async #prepareIndex(weeks: Iterable<number>): Promise<void> {
    const { index } = this.#state
    index.tagOf = (await libraries()).slotTag
    const breathe = breathing(this.#ports.monotonic, (task) => this.#ports.after(0, task), {
      check: () => {},
      paused: () => null,
    })
    for (const week of weeks) await index.prepare(week, breathe)
  }

  /** Applies events in the relay's order; the cursor moves in the same transaction as what it passed. */
  async #apply(events: readonly Arrived[]): Promise<{ readonly unknownDevice: boolean }> {
    const taken = await this.#take(events)
    await this.#written()
    return taken
  }

  /** Like `#apply`, but write-behind: the write may still run when this resolves. */
  async #take(events: readonly Arrived[], head = 0): Promise<{ readonly unknownDevice: boolean }> {
    if (!inOrder(events)) throw new RuggensteunError('relay-garbage', { path: '/v1/events' })
    await this.#prepareIndex(weeksOf(events))
    const isNew = ({ seq }: Arrived): boolean => seq > (this.#state.meta.cursor ?? 0)
    const { unknownDevice } = await this.#receiveAll(
      events,
      isNew,
      false,
      ({ changes }, { seq }) => [...changes, setMeta('cursor', seq)],
      () => {
        const toRead = Math.max(0, head - (this.#state.meta.cursor ?? 0))
        if (Math.abs(this.status.toRead - toRead) >= PER_SHOW) this.#set({ toRead })
      },
    )
    if (events.length > 0) this.#changed()
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
    let [unknownDevice, found] = [false, false]
    for (let at = 0; at < rows.length; shown()) {
      const notices: Notice[] = []
      let opened = false
      await this.#exclusive(() =>
        this.#state.writeBehind(async (stage) => {
          const since = this.#ports.monotonic()
          for (
            const end = at + MOST_TOGETHER;
            at < Math.min(end, rows.length) && this.#ports.monotonic() - since < SLICE_MS;
            at++
          ) {
            const row = rows[at]!
            if (!isWanted(row)) continue
            const received = await receiveAny(
              this.#state,
              { seq: row.seq, envelope: row.envelope, salt: row.salt, again },
              this.#sure(),
              this.#ports,
            )
            stage(changesOf(received, row))
            unknownDevice ||= received.unknownDevice
            notices.push(...received.notices)
            opened ||= received.opened ?? false
          }
        }),
      )
      this.#unheard.push(...notices)
      found ||= opened || notices.length > 0
    }
    return { unknownDevice, found }
  }

  /** All that came is on disk; only then is a person told. */
  async #written(): Promise<void> {
    const notices = this.#unheard.splice(0)
    await this.#exclusive(() => this.#state.flush())
    for (const notice of notices) this.#notice(notice)
  }

  /**
   * A message of a person does not wait until a long backlog was read. If it cannot leave now, it is tried
   * again afterwards.
   */
  async #sendBetween(): Promise<void> {
    if (![...this.#state.outbox.values()].some(isPersons)) return
    await this.#tokensForOutbox()
    await this.#send(isPersons)
  }

  async #readAgain(seq: number): Promise<void> {
    const {
      events: [event],
    } = await this.#relay.call('GET', `/v1/events?after=${seq - 1}&limit=1`, PullAnswer)
    if (event?.seq !== seq) return
    await this.#exclusive(async () =>
      this.#state.commit(
        (await receiveAny(this.#state, { ...event, again: true }, this.now(), this.#ports)).changes,
      ),
    )
  }

  /** Looks at kept envelopes again: after new tokens, or (`all`) after new scope keys and certificates. */
  async #lookAgain(all: boolean): Promise<void> {
    this.#lookDue = true
    const rows = [...this.#state.live.values()].sort((a, b) => a.seq - b.seq)
    const unopened = rows.filter(
      (row) => row.isSignal === null && openOuter(this.#state, fromBase64url(row.envelope)) !== null,
    )
    const signals = rows.filter((row) => row.isSignal === true)
    const later = rows.filter((row) => row.isSignal === false)
    await this.#prepareIndex(weeksOf(rows))
    const always = (): boolean => true
    const opened = await this.#receiveAll(all ? unopened : [], always, false, ({ changes }) => changes)
    const withoutLive = ({ changes }: Received): Change[] => changes.filter(({ table }) => table !== 'live')
    const found = (await this.#receiveAll(signals, always, true, withoutLive)).found || opened.found
    if (found) await this.#receiveAll(later, always, true, withoutLive)
    await this.#written()
    this.#lookDue = false
    if (all || found) this.#changed()
  }

  /** Keys of an epoch, asked again every hour: a holder that replaced its seed says so nowhere else. */
  async #pins(epoch: number): Promise<void> {
    const pins = this.#state.meta.pins ?? {}
    const have = (holder: string): boolean =>
      Object.keys(pins).some((name) => name.startsWith(`${holder}|${epoch}|`))
    const now = this.#ports.clock.now()
    if (have('relay') && have('trustee') && Math.abs(now - this.#pinnedAt) < PINS_MS) return
    const pinned = await pinKeys(
      this.#trustee,
      await pinKeys(this.#relay, pins, this.#state.identity.roots),
      this.#state.identity.roots,
    )
    await this.#askUsed(epoch)
    this.#pinnedAt = now
    if (JSON.stringify(pinned) === JSON.stringify(pins)) return
    const replaced =
      have('relay') && have('trustee') && generationsOf(pinned, epoch) !== generationsOf(pins, epoch)
    await this.#exclusive(() =>
      this.#state.commit([
        setMeta('pins', pinned),
        ...(replaced ? [logged(this.#ports, 'key-replaced')] : []),
      ]),
    )
  }

  async #holders(): Promise<KeyHolders> {
    return {
      relay: this.#relay,
      trustee: this.#trustee,
      oprf: (await libraries()).oprf,
      answers: this.#answers,
    }
  }

  /**
   * First the children of a signaal that waits. What the trustee cannot do now does not keep answers from
   * leaving.
   */
  async #tokensForOutbox(): Promise<RuggensteunError | null> {
    const waiting = [...this.#state.outbox.values()].filter(
      ({ content, envelope }) => content.type === 'signal' && envelope === null,
    )
    if (waiting.length === 0 || !isLive(this.#state)) return null
    const epoch = epochNumber(this.now())
    try {
      await this.#pins(epoch)
      const ids = new Set(
        waiting.flatMap(({ threadId }) =>
          childrenWithoutTokens(this.#state, this.#state.threads.get(threadId)?.childIds ?? [], epoch),
        ),
      )
      if (ids.size === 0) return null
      await this.#tokenise({
        epoch,
        children: [...ids].flatMap((id) => this.#state.children.get(id) ?? []),
        reserve: false,
      })
      this.#lookDue = true
      return null
    } catch (cause) {
      const error = asRuggensteunError(cause)
      for (const { order } of waiting) this.#state.waitingFor.set(order, error.code)
      return error
    }
  }

  async #tokensForList(): Promise<void> {
    // A device that watches over the key holders asks for their keys without a list of its own.
    if (watchesOver(this.#state)) for (const epoch of epochsToPrepare(this.now())) await this.#pins(epoch)
    if (!isLive(this.#state) || this.#state.children.size === 0 || this.status.metered) return
    for (const epoch of epochsToPrepare(this.now())) await this.#pins(epoch)
    for (
      let next = nextOfList(this.#state, this.now());
      next && !this.#stopped && !this.#again;
      next = nextOfList(this.#state, this.now())
    ) {
      await this.#tokenise({ ...next, reserve: true })
      this.#changed()
      await this.#lookAgain(false)
    }
  }

  async #tokenise(batch: Omit<BatchOf, 'now'>): Promise<void> {
    await this.#askUsed(batch.epoch)
    await tokeniseBatch(this.#state, await this.#holders(), { ...batch, now: this.now() }, this.#exclusive)
  }

  /** Other devices of the organisation use the same budget. */
  async #askUsed(epoch: number): Promise<void> {
    for (const holder of [this.#relay, this.#trustee])
      rememberUsed(
        this.#state.used,
        holder.holder,
        epoch,
        (await holder.call('GET', `/v1/oprf/used?epoch=${epoch}`, UsedAnswer)).used,
      )
  }

  async #send(which?: (item: OutboxItem) => boolean): Promise<void> {
    const sent = await sendOutbox(
      this.#state,
      this.#relay,
      () => this.now(),
      this.#ports,
      this.#exclusive,
      which,
    )
    if (sent > 0) this.#changed()
  }

  async #openLive(): Promise<void> {
    if (this.#live) return
    const token = await this.#relay.token()
    if (this.#stopped) return
    const live: LiveConnection = new LiveConnection(
      this.#relay.url,
      { token, after: this.#state.meta.cursor ?? 0 },
      this.#ports,
      {
        message: (message) => void this.#hear(message),
        closed: () => {
          if (this.#live === live) {
            this.#live = null
            if (!this.#stopped) this.#next(FIRST_PAUSE_MS * 2)
          }
        },
      },
    )
    this.#live = live
  }

  #closeLive(): void {
    const live = this.#live
    this.#live = null
    live?.close()
    this.#relay.forget()
    this.#trustee.forget()
  }

  async #hear(message: LiveMessage): Promise<void> {
    try {
      if (message.type === 'directory') return this.kick()
      if (message.type === 'ready') return await this.#checkpoint(message.checkpoint)
      if (message.type !== 'events') return
      const first = message.events[0]?.seq ?? 0
      const { seenAtMs } = this.#state.meta.checkpoint ?? { seenAtMs: -Infinity }
      // A clock that is not confirmed could take what comes for past its date: a pull brings the time with
      // it.
      if (Math.abs(this.#ports.clock.now() - seenAtMs) > CONFIRMED_MS) return this.kick()
      if (this.#running || first > (this.#state.meta.cursor ?? 0) + 1) return this.kick()
      const { unknownDevice } = await this.#apply(message.events)
      if (unknownDevice) await this.#pullDirectory()
      if (this.status.state === 'online')
        this.#set({ updatedAt: new Date(this.#ports.clock.now()).toISOString() })
      if (
        this.#state.outbox.size > 0 ||
        message.events.some(({ seq }) => this.#state.live.get(liveKey(seq))?.isSignal)
      )
        this.kick()
    } catch (error) {
      this.#failed(asRuggensteunError(error))
    }
  }
}
