/**
 * The engine: one worker that owns the database, the keys in use, the sync and the projections
 * (ARCHITECTURE.md, "The parts"). It answers commands one at a time where they change something, and posts
 * a projection when it changed.
 */
import { ToWorker, type Command, type Views, NO_VIEWS } from '../../shared/api/api.ts'
import { isCaseloadCommand, type CaseloadCommand } from '../../shared/api/caseload.ts'
import { NO_SESSION, type SessionView } from '../../shared/api/session.ts'
import { asRuggensteunError, RuggensteunError } from '../../shared/errors.ts'
import { breathing } from './core/time-slices.ts'
import type { CaseloadParts } from './commands/caseload/caseload-parts.ts'
import { CaseloadDesk } from './commands/caseload/caseload.ts'
import { localDateOf } from './core/dates.ts'
import { Memo } from './core/memo.ts'
import { refuseBsn } from './core/no-bsn.ts'
import { refuseOddDays } from './core/written-days.ts'
import { HANDLERS, isSessionCommand, SESSION_HANDLERS, type Context, type OpenCommand } from './handlers.ts'
import type { Ports } from './ports.ts'
import { Publisher } from './publisher.ts'
import { mend } from './recovery/mend.ts'
import { RescueKeeper } from './recovery/rescue-copy.ts'
import { OwnDevice } from './session/device.ts'
import { wipe } from './session/lock.ts'
import type { Change } from './store/changes.ts'
import { LATER } from './store/database.ts'
import { hasDpia, type State } from './store/state.ts'
import { forkedDevices } from './store/counters.ts'
import { Sync } from './sync/sync.ts'
import { openViews } from './views/views.ts'
import type { Handler } from './commands/handler.ts'

export class Engine {
  readonly #ports: Ports
  readonly #device: OwnDevice
  readonly #publisher: Publisher
  #state: State | null = null
  #sync: Sync | null = null
  #caseload: CaseloadDesk | null = null
  #rescue: RescueKeeper | null = null
  #queue: Promise<unknown> = Promise.resolve()
  /** Resolves when the rest was opened too. */
  #whole: Promise<void> = Promise.resolve()
  /** Belongs to the open state; a new state gets a new memo. */
  #memo = new Memo()

  constructor(ports: Ports) {
    this.#ports = ports
    this.#publisher = new Publisher(ports.post, () => {
      this.#rescue?.look()
      return this.views()
    })
    this.#device = new OwnDevice(ports, {
      open: (state, rescue) => this.#open(state, rescue),
      close: () => this.#close(),
      changed: () => this.#publisher.changed(),
      caseloadParts: (state) => this.#caseloadParts(state),
      state: () => this.#state,
    })
  }

  /** A message of the interface; every answer goes out through `ports.post`. */
  async handle(message: unknown): Promise<void> {
    const parsed = ToWorker.safeParse(message)
    if (!parsed.success) return this.#refuseUnread(message)
    const { id, command } = parsed.data
    try {
      this.#ports.post({ type: 'reply', id, result: await this.run(command) })
    } catch (cause) {
      const error = asRuggensteunError(cause)
      this.#ports.post({ type: 'refused', id, error: { code: error.code, params: { ...error.params } } })
    }
    this.#publisher.changed()
  }

  /** Whoever waits for an answer gets one; what is no message at all has nobody who waits. */
  #refuseUnread(message: unknown): void {
    const asked = ToWorker.pick({ id: true }).safeParse(message)
    if (!asked.success) return
    const error = { code: 'not-allowed' as const, params: { field: 'command' } }
    this.#ports.post({ type: 'refused', id: asked.data.id, error })
  }

  async run(command: Command): Promise<unknown> {
    refuseBsn(command)
    refuseOddDays(command, localDateOf(this.#now().toISOString()))
    if (isSessionCommand(command)) return SESSION_HANDLERS[command.kind](this.#device, command as never)
    if (isCaseloadCommand(command)) return this.#runCaseload(command)
    const { watch } = this.#device
    if (watch && (command.kind === 'wake' || command.kind === 'sync-now')) return watch.look()
    return this.#runOpen(command)
  }

  async #runOpen(command: OpenCommand): Promise<unknown> {
    if (command.kind !== 'save-draft') await this.#whole
    const state = this.#state
    const sync = this.#sync
    if (!state || !sync) throw new RuggensteunError('locked')
    const handler = HANDLERS[command.kind] as Handler<OpenCommand['kind'], Context>
    const context: Context = {
      state,
      sync,
      membership: sync.membership,
      invitations: sync.invitations,
      ports: this.#ports,
      device: this.#device,
      exclusive: (task) => this.#exclusive(task),
      now: sync.now(),
    }
    const run = async () => handler.run(context, command)
    const result = await (handler.inTurn ? this.#exclusive(run) : run())
    if (handler.sends) sync.kick()
    return result
  }

  async #runCaseload(command: CaseloadCommand): Promise<unknown> {
    if (!this.#caseload) throw new RuggensteunError('locked')
    if (command.kind !== 'find-children') await this.#whole
    const revision = this.#state?.childrenRevision
    const result = await this.#caseload.run(command)
    if (this.#state?.childrenRevision !== revision) this.#sync?.kick()
    return result
  }

  /** The trusted time; the laptop's own before the device is open. */
  #now(): Date {
    return this.#sync?.now() ?? new Date(this.#ports.clock.now())
  }

  #caseloadParts(state: State): CaseloadParts {
    return {
      state,
      ports: this.#ports,
      exclusive: (task) => this.#exclusive(task),
      changed: () => this.#publisher.changed(),
      now: () => this.#now(),
      today: () => localDateOf(this.#now().toISOString()),
    }
  }

  async #open(state: State, rescue: readonly Change[]): Promise<void> {
    const sync = new Sync(state, this.#ports, {
      exclusive: (task) => this.#exclusive(task),
      changed: () => this.#publisher.changed(),
      notice: (about) => this.#ports.post({ type: 'notify', about }),
      revoked: (revocation) => void wipe(this.#device, revocation),
    })
    this.#state = state
    this.#memo = new Memo()
    this.#sync = sync
    await sync.membership.use(state.meta.directory?.statements ?? [])
    this.#caseload = new CaseloadDesk(this.#caseloadParts(state))
    await this.#caseload.expire()
    this.#device.show({ ...NO_SESSION, state: 'open', servers: state.identity.servers })
    this.#whole = this.#exclusive(() => this.#openRest(state, rescue)).then(
      (done) => {
        if (!done) return
        this.#rescue = new RescueKeeper(state, (record) => this.#device.keepRescue(record))
        sync.invitations.watch(sync.now())
        sync.kick()
      },
      (error: unknown) => {
        if (this.#state === state)
          this.#device.show({ state: 'failed', error: asRuggensteunError(error).code })
      },
    )
  }

  /**
   * What only the sync needs; who looks or types does not wait for it, and what changes something comes after
   * it. False where it was locked meanwhile.
   */
  async #openRest(state: State, rescue: readonly Change[]): Promise<boolean> {
    const isOpen = (): boolean => this.#state === state
    const check = (): void => {
      if (!isOpen()) throw new RuggensteunError('locked')
    }
    if (state.isWhole) return isOpen()
    try {
      await mend(
        state,
        await state.load(
          LATER,
          breathing(
            this.#ports.monotonic,
            (task) => {
              this.#ports.after(0, task)
            },
            { check, paused: () => null },
          ),
        ),
        rescue,
        this.#ports,
      )
    } catch (error) {
      if (isOpen()) throw error
    }
    state.isWhole = isOpen()
    return state.isWhole
  }

  async #close(): Promise<void> {
    const state = this.#state
    this.#sync?.stop()
    this.#caseload?.stop()
    this.#sync = null
    this.#caseload = null
    this.#device.stopJoining()
    this.#rescue = null
    this.#state = null
    await this.#queue.catch(() => {})
    state?.close()
    this.#device.store?.close()
    this.#device.store = null
  }

  /** One change at a time: what a task reads stays true until it has committed. */
  #exclusive<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(task, task)
    this.#queue = run.catch(() => {})
    return run
  }

  views(): Views {
    const state = this.#state
    const sync = this.#sync
    if (!state || !sync || this.#device.view.state !== 'open')
      return { ...NO_VIEWS, session: this.#device.view }
    const now = sync.now()
    const today = state.meta.checkpoint ? localDateOf(now.toISOString()) : null
    const { person, organisation, device } = state.identity
    const shown = {
      ...person,
      organisation: organisation.name,
      organisationId: organisation.id,
      organisationKind: organisation.kind,
      linie: organisation.linie,
      roles: device.roles,
      neighbourhoods: device.neighbourhoods,
    }
    // The session last: when the window opens, all that it shows is there, a saved draft too.
    const session: SessionView = {
      ...this.#device.view,
      today,
      person: shown,
      live: hasDpia(state),
      copied: this.#memo.slice('copied', [state.revisions.counters, device], () =>
        forkedDevices(state).has(device.id),
      ),
    }
    return {
      ...openViews(state, sync.status, now, this.#memo),
      importing: this.#caseload?.importing() ?? null,
      session,
    }
  }
}
