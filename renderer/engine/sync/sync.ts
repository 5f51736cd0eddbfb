/**
 * The rhythm of an open engine: a cycle of named steps, again and again; on failure a named state and another try
 * with growing pauses and jitter. One cycle at a time; a wish for another while one runs is remembered.
 */
import { asRuggensteunError, RuggensteunError, type ErrorName } from '../../../shared/errors.ts'
import { weekNumber } from '../../../shared/calendar/time.ts'
import type { CarriedIn, CarriedOut } from '../../../shared/api/sync.ts'
import { labelOwnDevice } from '../directory/own-statements.ts'
import { summariseReceipts } from '../commands/triage/coordinate.ts'
import { renewObstacles } from '../commands/obstacles/obstacles.ts'
import { expire } from './expire.ts'
import { KeyHolder } from '../net/key-holder.ts'
import { sendDecoys, untilNextDecoy } from '../outbox/decoys.ts'
import { isPersons } from '../outbox/queue.ts'
import { sendOutbox } from '../outbox/send.ts'
import type { Ports } from '../ports.ts'
import type { OutboxItem } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { carryIn, carryOut, type CarryParts } from './carry.ts'
import { Invitations } from '../directory/invitations.ts'
import { LiveLink } from './live-link.ts'
import { LogWatch } from '../log/log-watch.ts'
import { Membership } from '../directory/membership.ts'
import { Pull } from './pull.ts'
import { Retry } from './retry.ts'
import { Revoked } from './revoked.ts'
import { admissionsIn, askWhetherRevoked } from '../directory/revocation.ts'
import type { SyncParts, SyncStatus, Hooks } from './sync-parts.ts'
import { TokenWork } from './token-work.ts'
import { TrustedClock } from './trusted-clock.ts'

const CYCLE_IDLE_MS = 60_000
/** Minimum pause before the next cycle when the next decoy is almost due. */
const CYCLE_SOONEST_MS = 500
/** Pause after the live connection closed by itself. */
const RECONNECT_MS = 2_000
/** Events after which the screen hears how far a long pull is. */
const PER_SHOW = 100

/** Errors under which the relay is still read, so that messages of others come in. */
const STILL_READ: readonly ErrorName[] = [
  'trustee-down',
  'budget-exhausted',
  'relay-storage-full',
  'relay-quota',
  'relay-busy',
]

/** What the steps of one cycle tell each other. */
interface Cycle {
  /** Why a signaal that waits has no tokens; everything else left. */
  tokenProblem: RuggensteunError | null
}

interface Step {
  readonly name: string
  run(cycle: Cycle): Promise<unknown>
}

export class Sync {
  readonly #parts: SyncParts
  readonly #hooks: Hooks
  readonly #clock: TrustedClock
  readonly membership: Membership
  readonly invitations: Invitations
  readonly #watch: LogWatch
  readonly #pull: Pull
  readonly #tokens: TokenWork
  readonly #live: LiveLink
  readonly #retry: Retry
  #running = false
  #again = false
  #stopped = false
  #cycleEnds: Promise<void> = Promise.resolve()
  /** Resolves when the device closes. */
  readonly #closed = Promise.withResolvers<void>()
  status: SyncStatus = { state: 'connecting', problem: null, updatedAt: null, toRead: 0, metered: false }

  constructor(state: State, ports: Ports, hooks: Hooks) {
    this.#hooks = hooks
    const { exclusive, changed, notice } = hooks
    const relay = new KeyHolder('relay', state.identity.servers.relay, state.identity, ports)
    const trustee = new KeyHolder('trustee', state.identity.servers.trustee, state.identity, ports, () =>
      this.membership.introduce(),
    )
    const common = { state, ports, relay, trustee, exclusive }
    this.#clock = new TrustedClock(common)
    const parts: SyncParts = { ...common, changed, clock: this.#clock }
    this.#parts = parts
    this.membership = new Membership(parts)
    this.invitations = new Invitations(parts, this.membership, changed)
    this.#retry = new Retry(ports, () => this.kick())
    this.#tokens = new TokenWork(parts)
    this.#pull = new Pull(parts, {
      notice,
      readDirectory: () => this.#readDirectory(),
      sendBetween: () => this.#sendBetween(),
      toRead: (count) => {
        if (Math.abs(this.status.toRead - count) >= PER_SHOW) this.#set({ toRead: count })
      },
    })
    this.#watch = new LogWatch({
      ...parts,
      now: () => this.now(),
      readAgain: (seq) => this.#pull.readAgain(seq),
      readDirectory: () => this.#readDirectory(),
    })
    this.#live = new LiveLink(parts, this.#pull, {
      kick: () => this.kick(),
      isRunning: () => this.#running,
      readDirectory: () => this.#readDirectory(),
      heard: () => {
        if (this.status.state === 'online') this.#set({ updatedAt: this.#at() })
      },
      failed: (error) => this.#failed(error),
      closed: () => {
        if (!this.#stopped) this.#retry.after(RECONNECT_MS)
      },
    })
  }

  now(): Date {
    return this.#clock.now()
  }

  /** Runs a cycle now, because a message waits to leave or a person asked. */
  kick(): void {
    if (this.#stopped) return
    if (this.#running) {
      this.#again = true
      return
    }
    this.#retry.callOff()
    this.#running = true
    this.#cycleEnds = this.#runCycle()
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
  async #whileIdle<T>(task: () => Promise<T>): Promise<T> {
    while (this.#running) {
      const ends = this.#cycleEnds
      await ends
      // A cycle that ended for good, because this device was revoked.
      if (this.#running && this.#cycleEnds === ends) throw new RuggensteunError('device-revoked')
    }
    if (this.#stopped) throw new RuggensteunError('locked')
    this.#retry.callOff()
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
      ...this.#parts,
      now: () => this.now(),
      askTime: () => this.#clock.ask(),
      takeDirectory: (page) => this.membership.take(page),
      takeEvents: (events) => this.#pull.apply(events),
    }
  }

  carryOut(): Promise<CarriedOut> {
    return this.#whileIdle(() => carryOut(this.#carry))
  }

  async carryIn(file: Uint8Array): Promise<CarriedIn> {
    return this.#whileIdle(async () => {
      const result = await carryIn(this.#carry, file)
      if (result.kind !== 'taken') return result
      await this.#lookAgain()
      await this.expire()
      if (!this.status.updatedAt || result.at > this.status.updatedAt) this.#set({ updatedAt: result.at })
      return result
    })
  }

  /** The machine slept or the network changed: the old socket may be dead without knowing it. */
  wake(): void {
    this.#live.close()
    this.#retry.reset()
    this.kick()
  }

  stop(): void {
    this.#stopped = true
    this.#closed.resolve()
    this.#retry.callOff()
    this.invitations.stop()
    this.#live.close()
  }

  /** The order matters: what was said on time must not expire, and what a person said leaves first. */
  readonly #steps: readonly Step[] = [
    { name: 'read who takes part', run: () => this.#readDirectory() },
    { name: 'stop where this device was revoked', run: () => this.#stopIfRevoked() },
    { name: 'connect', run: () => this.#live.open(() => this.#stopped) },
    { name: 'index own tokens', run: () => this.#pull.prepareIndex([weekNumber(this.now())]) },
    { name: 'ask what the log holds', run: () => this.#watch.before() },
    { name: 'read what came', run: () => this.#pull.pullEvents() },
    { name: 'fetch again what a wrong clock took', run: () => this.#pull.restoreWronglyExpired() },
    { name: 'look at kept envelopes again', run: () => this.#pull.lookAgain() },
    // Only now: a laptop clock that jumped ahead was set right by the checkpoint that came with the events.
    { name: 'expire', run: () => this.expire() },
    {
      name: 'read a statement that came since',
      run: async () => this.#watch.hasNews && this.#readDirectory(),
    },
    { name: 'compare with the log', run: () => this.#watch.after() },
    {
      name: 'renew keys',
      run: async () => (await this.membership.keep(this.now())) && this.#lookAgain(),
    },
    { name: 'name this device', run: () => this.#nameDevice() },
    {
      name: 'tell coverage',
      run: () => this.#parts.exclusive(() => summariseReceipts(this.#parts.state, this.now())),
    },
    { name: 'renew obstacles', run: () => this.#renewObstacles() },
    { name: 'make tokens for what waits', run: (cycle) => this.#tokensForOutbox(cycle) },
    { name: 'send what people said', run: () => this.#send(isPersons) },
    { name: 'say that this device is up to date', run: (cycle) => this.#becomeOnline(cycle) },
    { name: 'look again for new tokens', run: () => this.#pull.lookAgain() },
    // After a long absence there are many receipts, and nobody waits for them.
    { name: 'send the rest', run: () => this.#send() },
    { name: 'send decoys', run: () => this.#sendDecoys() },
    { name: 'make tokens for the list', run: () => this.#tokensForList() },
  ]

  async #runCycle(): Promise<void> {
    this.#clock.begin()
    try {
      if (this.status.state !== 'online') this.#set({ state: 'connecting' })
      const cycle: Cycle = { tokenProblem: null }
      for (const { run } of this.#steps) await run(cycle)
      this.#retry.reset()
      const next = untilNextDecoy(this.#parts.state, this.now()) + CYCLE_SOONEST_MS
      this.#retry.after(Math.min(CYCLE_IDLE_MS, next))
    } catch (thrown) {
      // Nothing runs on a device that was revoked: it stays as one whose cycle never ends.
      if (thrown instanceof Revoked) return this.#hooks.revoked(thrown.revocation)
      const error = asRuggensteunError(thrown)
      if (!(await this.#revokedAccordingTo(error))) this.#failed(error)
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

  async #readDirectory(): Promise<void> {
    if (await this.membership.pull()) await this.#lookAgain()
  }

  /** With statements that are new. */
  #lookAgain(): Promise<void> {
    this.#pull.hasNewDirectory()
    return this.#pull.lookAgain()
  }

  #stopIfRevoked(): Promise<void> {
    const { directory, identity } = this.#parts.state
    const revocation = directory.revoked.get(identity.device.id)
    return revocation ? Promise.reject(new Revoked(revocation)) : Promise.resolve()
  }

  #nameDevice(): Promise<void> {
    const { state, ports } = this.#parts
    return labelOwnDevice({ state, membership: this.membership, ports, now: this.now() })
  }

  #renewObstacles(): Promise<void> {
    const { state, ports, exclusive } = this.#parts
    return exclusive(() => renewObstacles(state, this.now(), ports))
  }

  async #tokensForOutbox(cycle?: Cycle): Promise<void> {
    const problem = await this.#tokens.forOutbox()
    if (cycle && problem) cycle.tokenProblem = problem
  }

  /** Throws what kept a signaal from leaving. */
  #becomeOnline({ tokenProblem }: Cycle): Promise<void> {
    if (tokenProblem) return Promise.reject(tokenProblem)
    this.#retry.trustAll()
    this.#set({
      state: 'online',
      problem: null,
      updatedAt: this.#at(),
      toRead: 0,
    })
    return Promise.resolve()
  }

  #sendDecoys(): Promise<void> {
    const { state, relay, ports, exclusive } = this.#parts
    return sendDecoys(state, relay, this.now(), ports, exclusive)
  }

  #tokensForList(): Promise<void> {
    const made = async (): Promise<void> => {
      this.#parts.changed()
      await this.#pull.lookAgain()
    }
    return this.#tokens.forList(this.status.metered, () => !this.#stopped && !this.#again, made)
  }

  async #send(which?: (item: OutboxItem) => boolean): Promise<void> {
    const { state, relay, ports, exclusive, changed } = this.#parts
    if ((await sendOutbox(state, relay, () => this.now(), ports, exclusive, which)) > 0) changed()
  }

  /**
   * A message of a person does not wait until a long backlog was read. If it cannot leave now, it is tried
   * again afterwards.
   */
  async #sendBetween(): Promise<void> {
    if (![...this.#parts.state.outbox.values()].some(isPersons)) return
    await this.#tokensForOutbox()
    await this.#send(isPersons)
  }

  /** A refusal by the relay is no revocation; one that an administrator signed is. */
  async #revokedAccordingTo(error: RuggensteunError): Promise<boolean> {
    if (error.code !== 'device-refused' || this.#stopped) return false
    const { state, ports } = this.#parts
    const { device, organisation, roots, servers } = state.identity
    const admissions = admissionsIn(state.meta.directory?.statements ?? [], organisation.id)
    const asked = { deviceId: device.id, admissions, relay: servers.relay, roots }
    const revocation = await askWhetherRevoked(asked, ports)
    if (!revocation) return false
    this.#hooks.revoked(revocation)
    return true
  }

  /**
   * The shell saw that the certificate of this origin is not trusted here: somebody reads along, or the
   * server is not ours.
   */
  certificateRefused(origin: string): void {
    if (this.#retry.distrust(origin) && this.status.state === 'problem') this.kick()
  }

  #failed(failure: RuggensteunError): void {
    if (this.#stopped) return
    const { state, relay, trustee } = this.#parts
    const error = this.#retry.named(failure, { 'relay-down': relay.url, 'trustee-down': trustee.url })
    if (!STILL_READ.includes(error.code)) this.#live.close()
    for (const { order } of state.outbox.values()) state.waitingFor.set(order, error.code)
    this.#set({
      state: error.code === 'offline' ? 'offline' : 'problem',
      problem: { code: error.code, params: error.params },
    })
    this.#retry.afterFailure()
  }

  #at(): string {
    return new Date(this.#parts.ports.clock.now()).toISOString()
  }

  #set(status: Partial<SyncStatus>): void {
    this.status = { ...this.status, ...status }
    this.#parts.changed()
  }

  /** Deletes what has outlived its date. */
  async expire(): Promise<void> {
    const { state, ports, exclusive, changed } = this.#parts
    if (await expire(state, this.#clock.lowerBound(), !this.#clock.isConfirmed, ports, exclusive)) changed()
  }
}
