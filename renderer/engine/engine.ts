/**
 * The engine: one worker that owns the database, the keys in use, the sync and the projections (design.md 3). It answers
 * commands one at a time where they change something, and posts a projection when it changed.
 */
import { openDeviceFile } from '../../shared/device-file.ts'
import { utf8 } from '../../shared/encoding.ts'
import { asRuggensteunError, RuggensteunError } from '../../shared/errors.ts'
import { ToWorker, type Command, type EnrolResult, type SessionView, type Slice, type Views } from '../../shared/worker.ts'
import { importCaseload, removeChild } from './commands/caseload.ts'
import { doNotShare, fileSignal } from './commands/file-signal.ts'
import { answerSignal, closeSignal, notTheSame } from './commands/respond.ts'
import { localDateOf } from './core/dates.ts'
import { useIdentity } from './crypto/identity.ts'
import { makeVaultRecord, openVaultRecord, passphraseNeeded } from './crypto/vault.ts'
import { logged } from './journal.ts'
import type { Ports } from './ports.ts'
import { State, setMeta } from './state.ts'
import { LocalStore } from './store/database.ts'
import { forgetReplyKeys, type Notice } from './sync/receive.ts'
import { Sync } from './sync/sync.ts'
import { openViews } from './views.ts'

const NO_VIEWS: Omit<Views, 'session'> = {
  sync: { state: 'connecting', problem: null, updatedAt: null, waitingSignals: 0, waitingAnswers: 0, tokensDone: 0, tokensTotal: 0, clockOffMinutes: null },
  caseload: [], sent: [], matches: [], neighbourhood: [], logbook: [], draft: null,
}

export class Engine {
  readonly #ports: Ports
  #boot: Extract<Command, { kind: 'boot' }> | null = null
  #vaultRecord: string | null = null
  #session: SessionView = { state: 'starting', passphraseNeeded: false, person: null, today: null, error: null }
  #state: State | null = null
  #sync: Sync | null = null
  #queue: Promise<unknown> = Promise.resolve()
  #posting = false
  readonly #posted = new Map<Slice, string>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** A message of the interface; every answer goes out through `ports.post`. */
  async handle(message: unknown): Promise<void> {
    const parsed = ToWorker.safeParse(message)
    if (!parsed.success) return
    const { id, command } = parsed.data
    try {
      this.#ports.post({ type: 'reply', id, result: await this.run(command) })
    } catch (cause) {
      const error = asRuggensteunError(cause)
      this.#ports.post({ type: 'refused', id, error: { code: error.code, params: { ...error.params } } })
    }
    this.#changed()
  }

  async run(command: Command): Promise<unknown> {
    switch (command.kind) {
      case 'boot': return this.#start(command)
      case 'enrol': return this.#enrol(command.file, command.passphrase)
      case 'unlock': return this.#unlock(command.passphrase)
      case 'lock': return this.#lock()
      default: return this.#runOpen(command)
    }
  }

  async #runOpen(command: Exclude<Command, { kind: 'boot' | 'enrol' | 'unlock' | 'lock' }>): Promise<unknown> {
    const state = this.#state
    const sync = this.#sync
    if (!state || !sync) throw new RuggensteunError('locked')
    const now = sync.now()
    const ports = this.#ports
    if (command.kind === 'sync-now') return sync.kick()
    if (command.kind === 'wake') return sync.wake()
    const result = await this.#exclusive(async () => {
      switch (command.kind) {
        case 'import-caseload': return importCaseload(state, { name: command.name, bytes: command.file }, localDateOf(now.toISOString()), ports)
        case 'remove-child': return removeChild(state, command.childId, ports)
        case 'save-draft': return state.commit([setMeta('draft', command.draft ?? undefined)])
        case 'file-signal': return fileSignal(state, command.draft, now, ports)
        case 'do-not-share': return doNotShare(state, command.draft, command.reason, ports)
        case 'answer': return answerSignal(state, command.signalId, command.answer, now, ports)
        case 'not-the-same': return notTheSame(state, command.signalId, command.childId, true, ports)
        case 'undo-not-the-same': return notTheSame(state, command.signalId, command.childId, false, ports)
        case 'close': return closeSignal(state, command.signalId, command.outcome, now, ports)
      }
    })
    if (command.kind !== 'save-draft') sync.kick()
    return result
  }

  async #start(boot: Extract<Command, { kind: 'boot' }>): Promise<void> {
    this.#boot = boot
    this.#vaultRecord = boot.vaultRecord
    if (!(await this.#ports.claimProfile(boot.profile))) {
      this.#setSession({ state: 'failed', error: 'second-window' })
      throw new RuggensteunError('second-window')
    }
    if (boot.vaultRecord === null) return this.#setSession({ state: 'not-enrolled' })
    try {
      this.#setSession({ state: 'locked', passphraseNeeded: passphraseNeeded(boot.vaultRecord) })
    } catch (error) {
      this.#setSession({ state: 'failed', error: 'vault-unreadable' })
      throw error
    }
  }

  /** A fresh installation becomes an admitted device. Nothing is written where the file or the passphrase is wrong. */
  async #enrol(file: Uint8Array, passphrase: string): Promise<EnrolResult> {
    if (!this.#boot || this.#vaultRecord !== null) throw new RuggensteunError('not-allowed', { field: 'enrol' })
    const content = await openDeviceFile(file, passphrase)
    const identity = await useIdentity(content.identity)
    const dataKey = this.#ports.random(32)
    const record = await makeVaultRecord(dataKey, this.#boot.keychain, passphrase, this.#ports.random)
    await LocalStore.destroy(this.#boot.profile, this.#ports)
    const store = await LocalStore.open(this.#boot.profile, dataKey, this.#ports)
    await store.write([{ table: 'meta', key: 'identity', value: content.identity }])
    const state = new State(store, identity)
    await state.load()
    await state.commit([logged(this.#ports, 'enrolled')])
    if (content.caseload) {
      const today = localDateOf(new Date(this.#ports.clock.now()).toISOString())
      await importCaseload(state, { name: content.caseload.name, bytes: utf8(content.caseload.text) }, today, this.#ports)
    }
    this.#vaultRecord = record
    await this.#open(state)
    return { vaultRecord: record, servers: content.identity.servers }
  }

  async #unlock(passphrase: string | null): Promise<void> {
    if (!this.#boot || this.#vaultRecord === null) throw new RuggensteunError('not-allowed', { field: 'unlock' })
    if (this.#state) return
    const dataKey = await openVaultRecord(this.#vaultRecord, passphrase)
    const store = await LocalStore.open(this.#boot.profile, dataKey, this.#ports)
    const { rows, broken } = await store.load('meta')
    const stored = rows.get('identity')
    if (stored === undefined) {
      store.close()
      throw new RuggensteunError(broken.length > 0 ? 'vault-unreadable' : 'storage-broken')
    }
    const state = new State(store, await useIdentity(stored as Parameters<typeof useIdentity>[0]))
    await state.load()
    await state.commit([logged(this.#ports, 'unlocked'), ...state.broken.map(({ table }) => logged(this.#ports, 'refused', null, `row:${table}`))])
    await this.#open(state)
  }

  async #open(state: State): Promise<void> {
    const sync = new Sync(state, this.#ports, { exclusive: (task) => this.#exclusive(task), changed: () => this.#changed(), notice: (notice) => this.#notify(notice) })
    this.#state = state
    this.#sync = sync
    await sync.membership.use(state.meta.directory?.statements ?? [])
    await sync.expire()
    const { person, organisation, device } = state.identity
    this.#setSession({
      state: 'open', error: null,
      person: { ...person, organisation: organisation.name, organisationId: organisation.id, organisationKind: organisation.kind, roles: device.roles, neighbourhoods: device.neighbourhoods },
    })
    sync.kick()
  }

  /** Keys and records leave memory; what the interface shows is emptied first. */
  async #lock(): Promise<void> {
    const state = this.#state
    if (!state) return
    this.#sync?.stop()
    this.#sync = null
    this.#state = null
    this.#setSession({ state: 'locked', person: null, passphraseNeeded: this.#vaultRecord !== null && passphraseNeeded(this.#vaultRecord) })
    await this.#queue.catch(() => {})
    await state.commit([logged(this.#ports, 'locked')]).catch(() => {})
    forgetReplyKeys()
    state.close()
  }

  /** One change at a time: what a task reads stays true until it has committed. */
  #exclusive<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(task, task)
    this.#queue = run.catch(() => {})
    return run
  }

  #notify(about: Notice): void {
    this.#ports.post({ type: 'notify', about })
  }

  #setSession(session: Partial<SessionView>): void {
    this.#session = { ...this.#session, ...session }
    this.#changed()
  }

  /** Projections go out together at the end of the turn, and only those that differ from what was posted. */
  #changed(): void {
    if (this.#posting) return
    this.#posting = true
    queueMicrotask(() => {
      this.#posting = false
      for (const [slice, value] of Object.entries(this.views()) as [Slice, unknown][]) {
        const text = JSON.stringify(value)
        if (this.#posted.get(slice) === text) continue
        this.#posted.set(slice, text)
        this.#ports.post({ type: 'view', slice, value })
      }
    })
  }

  views(): Views {
    const state = this.#state
    const sync = this.#sync
    if (!state || !sync) return { session: this.#session, ...NO_VIEWS }
    const now = sync.now()
    const today = state.meta.checkpoint ? localDateOf(now.toISOString()) : null
    return { session: { ...this.#session, today }, ...openViews(state, sync.status, now) }
  }
}

