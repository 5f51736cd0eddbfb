/**
 * The engine: one worker that owns the database, the keys in use, the sync and the projections
 * (ARCHITECTURE.md, "The parts"). It answers commands one at a time where they change something, and posts
 * a projection when it changed.
 */
import { openDeviceFile, type DeviceIdentity } from '../../shared/device-file.ts'
import { isCaseloadCommand, type CaseloadCommand } from '../../shared/api/caseload.ts'
import { AreaList } from '../../shared/domain/areas.ts'
import { utf8 } from '../../shared/encoding.ts'
import { asRuggensteunError, RuggensteunError } from '../../shared/errors.ts'
import type { Revocation } from '../../shared/protocol/directory.ts'
import { ToWorker, type Command, type Slice, type Views, NO_VIEWS } from '../../shared/api/api.ts'
import {
  type EnrolResult,
  type InviteSeen,
  type Secret,
  type SessionView,
  NO_SESSION,
} from '../../shared/api/session.ts'
import {
  changeDevice,
  needRole,
  revokeDevice,
  saveDetails,
  signRules,
  type Desk,
} from './commands/administration.ts'
import { keepAreas, readAreaFile } from './commands/areas.ts'
import { coordinate, undoCoordinate, disclose } from './commands/coordinate.ts'
import { appealTo, askLine, second, tellLine } from './commands/lines.ts'
import { bringTogether, merge } from './commands/together.ts'
import { CaseloadDesk, importAtOnce } from './commands/caseload.ts'
import type { CaseloadParts } from './commands/caseload-parts.ts'
import { doNotShare, fileSignal } from './commands/file-signal.ts'
import { letterMade, recordInforming, undoInforming } from './commands/informing.ts'
import { exportDevice, movedRows, prepareMove, publishMove } from './commands/move.ts'
import {
  answerHint,
  answerSignal,
  consultFirst,
  closeSignal,
  notTheSame,
  settle,
} from './commands/respond.ts'
import { breathing } from './caseload/slices.ts'
import { answerObstacle, raiseObstacle, seenObstacle } from './commands/obstacle.ts'
import { say, unsay } from './commands/talk.ts'
import { dropAttempt, noteAttempt } from './commands/attempts.ts'
import { localDateOf } from './core/dates.ts'
import { Memo } from './core/memo.ts'
import { refuseBsn } from './core/no-bsn.ts'
import { refuseOddDays } from './core/written-days.ts'
import type { Thread } from './core/thread.ts'
import { useIdentity } from './crypto/identity.ts'
import {
  checkSecret,
  makeVaultRecord,
  openVaultRecord,
  readVaultRecord,
  tombstone,
  withGuard,
  type Guard,
} from './crypto/vault.ts'
import { JoinWatch, lookUpInvite, prepareJoin, sendRequest, type JoinNews } from './joining.ts'
import type { Joining } from './store/rows.ts'
import { logged } from './journal.ts'
import { setSafeguarding, setSecrecy } from './own.ts'
import type { Ports } from './ports.ts'
import { mend } from './recovery/mend.ts'
import { openRescue, RescueKeeper } from './recovery/rescue-copy.ts'
import { isLive, State } from './store/state.ts'
import { put, setMeta, type Change } from './store/changes.ts'
import { LATER, LocalStore, TABLES, type TableName } from './store/database.ts'
import { SCHEMA_VERSION } from './store/schema.ts'
import { addWrongTry, clearTries, pauseMs, readTries } from './store/lock-record.ts'
import { forkedDevices } from './sync/device-chain.ts'
import { forgetReplyKeys, type Notice } from './sync/receive.ts'
import { logProof } from './sync/log-watch.ts'
import { askWhetherRevoked } from './sync/revocation.ts'
import { Sync } from './sync/sync.ts'
import { deviceNames } from './member-views.ts'
import { openViews } from './views.ts'

/** Changes nothing that others could get. */
const STAYS_HERE: readonly Command['kind'][] = [
  'save-draft',
  'set-secrecy',
  'consult-first',
  'set-safeguarding',
  'note-attempt',
  'drop-attempt',
  'keep-areas',
  'export-made',
  'seen-obstacle',
]
/** A locked device asks whether it was revoked: at the start, and so often after. */
const LOCKED_CHECK_MS = 10 * 60_000
/** Longer lists are posted when they are made again, without comparing what is in them. */
const MOST_COMPARED = 100
const FIRST = TABLES.filter((table: TableName) => !LATER.some((later) => later === table))

type OpenCommand = Exclude<
  Command,
  | CaseloadCommand
  | {
      kind:
        | 'boot'
        | 'enrol'
        | 'unlock'
        | 'lock'
        | 'look-up-invite'
        | 'join'
        | 'cancel-join'
        | 'finish-move'
        | 'forget-device'
        | 'rebuild'
    }
>

export class Engine {
  readonly #ports: Ports
  #boot: Extract<Command, { kind: 'boot' }> | null = null
  #vaultRecord: string | null = null
  #session: SessionView = NO_SESSION
  #state: State | null = null
  #sync: Sync | null = null
  #caseload: CaseloadDesk | null = null
  /** While the device enrols or joins there is a store but no identity yet. */
  #store: LocalStore | null = null
  #watch: JoinWatch | null = null
  #rescue: RescueKeeper | null = null
  /** Set in the state 'lost': the parts from which the store is built again. */
  #lost: { readonly dataKey: Uint8Array; readonly rows: readonly Change[] } | null = null
  #queue: Promise<unknown> = Promise.resolve()
  #posting = false
  /** Resolves when the rest was opened too. */
  #whole: Promise<void> = Promise.resolve()
  /** Belongs to the open state; a new state gets a new memo. */
  #memo = new Memo()
  #callOffCheck: () => void = () => {}
  /** Where the pause after wrong tries begins to count, on the monotonic clock. */
  #pausedFrom: number
  readonly #posted = new Map<Slice, { readonly value: unknown; readonly text: string | null }>()

  constructor(ports: Ports) {
    this.#ports = ports
    this.#pausedFrom = ports.monotonic()
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
    this.#changed()
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
    const now = this.#sync?.now() ?? new Date(this.#ports.clock.now())
    refuseOddDays(command, localDateOf(now.toISOString()))
    switch (command.kind) {
      case 'boot':
        return this.#start(command)
      case 'enrol':
        return this.#enrol(command.file, command.passphrase)
      case 'finish-move':
        return this.#finishMove()
      case 'look-up-invite':
        return this.#lookUp(command.code)
      case 'join':
        return this.#join(command)
      case 'cancel-join':
        return this.#forget('joining')
      case 'forget-device':
        return this.#forget(this.#session.state === 'lost' ? 'lost' : 'revoked')
      case 'rebuild':
        return this.#rebuild()
      case 'unlock':
        return this.#unlock(command.passphrase)
      case 'lock':
        return this.#lock()
      default:
        if (isCaseloadCommand(command)) return this.#runCaseload(command)
        return this.#watch && (command.kind === 'wake' || command.kind === 'sync-now')
          ? this.#watch.look()
          : this.#runOpen(command)
    }
  }

  async #runCaseload(command: CaseloadCommand): Promise<unknown> {
    if (!this.#caseload) throw new RuggensteunError('locked')
    if (command.kind !== 'find-children') await this.#whole
    const revision = this.#state?.childrenRevision
    const result = await this.#caseload.run(command)
    if (this.#state?.childrenRevision !== revision) this.#sync?.kick()
    return result
  }

  #caseloadParts(state: State, now: () => Date): CaseloadParts {
    return {
      state,
      ports: this.#ports,
      exclusive: (task) => this.#exclusive(task),
      changed: () => this.#changed(),
      now,
      today: () => localDateOf(now().toISOString()),
    }
  }

  async #runOpen(command: OpenCommand): Promise<unknown> {
    if (command.kind !== 'save-draft') await this.#whole
    const state = this.#state
    const sync = this.#sync
    if (!state || !sync) throw new RuggensteunError('locked')
    const now = sync.now()
    const ports = this.#ports
    const desk: Desk = { state, membership: sync.membership, ports, now }
    switch (command.kind) {
      case 'sync-now':
        return sync.kick()
      case 'wake':
        return sync.wake()
      case 'log-proof':
        return logProof(state)
      case 'read-areas':
        return readAreaFile(command.file)
      case 'network':
        return sync.useNetwork(command.metered)
      case 'carry-out':
        return sync.carryOut()
      case 'carry-in':
        return sync.carryIn(command.file)
      case 'certificate-refused':
        return sync.certificateRefused(command.origin)
      case 'change-lock':
        return this.#changeLock(state, command.current, command.secret)
      case 'export-device':
        return this.#export(state, command.passphrase)
      case 'invite':
        needRole(state, 'invite')
        return sync.invitations.make(command.roles, command.neighbourhoods, now)
      case 'confirm-invite':
        needRole(state, 'admit-device')
        return sync.invitations.confirm(command.inviteId, command.same, now)
      case 'withdraw-invite':
        return sync.invitations.withdraw(command.inviteId)
      case 'revoke-device':
        return revokeDevice(
          desk,
          command.deviceId,
          command.reason,
          deviceNames(state).get(command.deviceId) ?? null,
        )
      case 'change-device':
        return changeDevice(
          desk,
          command.deviceId,
          command.roles,
          command.neighbourhoods,
          deviceNames(state).get(command.deviceId) ?? null,
        )
      case 'sign-rules':
        return signRules(desk, command).then(() => sync.kick())
      case 'appeal':
        await appealTo(desk, command.signalId, command.organisationId, command.reason)
        await this.#exclusive(() =>
          tellLine(state, command.signalId, command.organisationId, 'appeal', command.reason, now, ports),
        )
        return sync.kick()
      case 'second': {
        const organisationId = await second(desk, command.signalId, command.appealId)
        await this.#exclusive(() =>
          tellLine(state, command.signalId, organisationId, 'second', null, now, ports),
        )
        return sync.kick()
      }
      case 'save-details':
        return saveDetails(desk, command.details).then(() => sync.kick())
      default:
        break
    }
    const result = await this.#exclusive(async () => {
      switch (command.kind) {
        case 'save-draft':
          return state.commit([setMeta('draft', command.draft ?? undefined)])
        case 'set-secrecy':
          return setSecrecy(state, command.on, ports)
        case 'set-safeguarding':
          return setSafeguarding(state, command.officer)
        case 'file-signal':
          return fileSignal(state, command.draft, now, ports)
        case 'do-not-share':
          return doNotShare(state, command.draft, command.reason, ports)
        case 'answer':
          return answerSignal(state, command.signalId, command, now, ports)
        case 'answer-hint':
          return answerHint(state, command.signalId, command.weighing, now, ports)
        case 'consult-first':
          return consultFirst(state, command.signalId, command.on, now, ports)
        case 'not-the-same':
          return notTheSame(state, command.signalId, command.childId, true, ports)
        case 'undo-not-the-same':
          return notTheSame(state, command.signalId, command.childId, false, ports)
        case 'settle':
          return settle(state, command.signalId, command.conflictId, ports)
        case 'informing':
          return recordInforming(state, command.signalId, command.decision, now, ports)
        case 'undo-informing':
          return undoInforming(state, command.signalId, now, ports)
        case 'letter-made':
          return letterMade(state, command.signalId, command.languages, ports)
        case 'keep-areas':
          return keepAreas(state, command.list, ports)
        case 'export-made':
          return state.commit([logged(ports, 'export-made', null, `${command.what} ${command.form}`)])
        case 'seen-not-arrived':
          return state.commit([setMeta('notArrived', undefined)])
        case 'note-attempt':
          return noteAttempt(
            state,
            command.childId,
            command.way,
            command.on,
            localDateOf(now.toISOString()),
            ports,
          )
        case 'drop-attempt':
          return dropAttempt(state, command.childId, command.way, command.on, ports)
        case 'say':
          return say(state, command.signalId, command.knower, command.said, now, ports)
        case 'unsay':
          return unsay(state, command.signalId, command.knower, command.ref, now, ports)
        case 'raise-obstacle':
          return raiseObstacle(state, command, now, ports)
        case 'answer-obstacle':
          return answerObstacle(state, command, now, ports)
        case 'seen-obstacle':
          return seenObstacle(state, command.ref, now)
        case 'coordinate':
          return coordinate(state, command.signalIds, command.deed, command, now, ports)
        case 'undo-coordinate':
          return undoCoordinate(state, command.signalIds, now, ports)
        case 'bring-together':
          return bringTogether(state, command.signalId, command.other, command, now, ports)
        case 'merge':
          return merge(state, command.pairs, command.step, now, ports)
        case 'ask-line':
          return askLine(state, command.signalId, command.organisationId, now, ports)
        case 'disclose':
          return disclose(state, command.signalId, command.to, command, now, ports)
        case 'close':
          return closeSignal(state, command.signalId, command, now, ports)
      }
    })
    if (!STAYS_HERE.includes(command.kind)) sync.kick()
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
      const vault = readVaultRecord(boot.vaultRecord)
      if (vault.kind === 'revoked') {
        await this.#erase()
        return this.#setSession({ state: 'revoked', revoked: { at: vault.at, reason: vault.reason } })
      }
      this.#showLocked()
    } catch (error) {
      this.#setSession({ state: 'failed', error: 'vault-unreadable' })
      throw error
    }
  }

  #showLocked(): void {
    const vault = this.#vaultRecord === null ? null : readVaultRecord(this.#vaultRecord)
    if (!vault || vault.kind === 'revoked') return
    this.#setSession({
      ...NO_SESSION,
      state: 'locked',
      secret: vault.kind === 'keychain' ? 'none' : vault.kind,
    })
    void this.#checkWhileLocked(vault.guard)
  }

  /** A stolen laptop that is started and never unlocked must lose its keys too. */
  async #checkWhileLocked(guard: Guard | null): Promise<void> {
    this.#callOffCheck()
    if (!guard) return
    const revocation = await askWhetherRevoked(guard, this.#ports)
    if (this.#session.state !== 'locked') return
    if (revocation) return this.#wipe(revocation)
    this.#callOffCheck = this.#ports.after(LOCKED_CHECK_MS, () => void this.#checkWhileLocked(guard))
  }

  get #profile(): string {
    if (!this.#boot) throw new RuggensteunError('not-allowed', { field: 'boot' })
    return this.#boot.profile
  }

  async #freshStore(secret: Secret | null, guard: Guard | null): Promise<LocalStore> {
    const dataKey = this.#ports.random(32)
    const record = await makeVaultRecord(dataKey, secret, guard, this.#ports)
    await LocalStore.destroy(this.#profile, this.#ports)
    const store = await LocalStore.open(this.#profile, dataKey, this.#ports)
    this.#vaultRecord = record // not before: where another tab keeps the old database, a person tries again
    return store
  }

  /**
   * A device file: a fresh installation becomes an admitted device, or takes over from the device that made
   * it. Nothing is written where it or the passphrase is wrong.
   */
  async #enrol(file: Uint8Array, passphrase: string): Promise<EnrolResult> {
    if (!this.#boot || this.#vaultRecord !== null)
      throw new RuggensteunError('not-allowed', { field: 'enrol' })
    const content = await openDeviceFile(file, passphrase)
    const moving = content.rows
      ? await prepareMove(content, new Date(this.#ports.clock.now()), this.#ports)
      : null
    const identity = moving?.identity ?? content.identity
    await useIdentity(identity)
    // If the device has a keychain, the passphrase of the file guards the file only.
    this.#store = await this.#freshStore(
      this.#boot.keychain ? null : { kind: 'passphrase', value: passphrase },
      guardOf(identity),
    )
    if (moving) {
      await this.#store.write([...movedRows(content), { table: 'meta', key: 'moving', value: moving }])
      return { vaultRecord: this.#vaultRecord!, servers: identity.servers, moving: true }
    }
    await this.#store.write([
      { table: 'meta', key: 'identity', value: identity },
      logged(this.#ports, 'enrolled'),
    ])
    const state = await this.#openStore(this.#store, identity)
    if (content.caseload)
      await importAtOnce(
        this.#caseloadParts(state, () => new Date(this.#ports.clock.now())),
        content.caseload.name,
        utf8(content.caseload.text),
      )
    if (content.areas)
      await keepAreas(
        state,
        AreaList.parse({
          year: content.areas.year,
          areas: (await readAreaFile(new Blob([content.areas.text]))).areas,
        }),
        this.#ports,
      )
    await this.#open(state)
    return { vaultRecord: this.#vaultRecord!, servers: identity.servers, moving: false }
  }

  /** The old device is revoked; only then this one is what it was. */
  async #finishMove(): Promise<void> {
    const store = this.#store
    const { moving } = Object.fromEntries((await store?.load('meta'))?.rows ?? []) as {
      moving?: Parameters<typeof publishMove>[0]
    }
    if (!store || !moving) throw new RuggensteunError('not-allowed', { field: 'move' })
    await publishMove(moving, this.#ports)
    await store.write([
      { table: 'meta', key: 'identity', value: moving.identity },
      { table: 'meta', key: 'moving', value: undefined },
      logged(this.#ports, 'moved'),
    ])
    await this.#open(await this.#openStore(store, moving.identity))
  }

  async #lookUp(code: string): Promise<InviteSeen> {
    const { offer } = await lookUpInvite(code, this.#relay, this.#ports)
    return { for: offer.for, organisation: offer.organisation, by: offer.by, roles: offer.roles }
  }

  get #relay(): string {
    if (!this.#boot?.servers) throw new RuggensteunError('not-allowed', { field: 'servers' })
    return this.#boot.servers.relay.replace(/\/$/, '')
  }

  async #join({
    code,
    person,
    organisation,
    secret,
  }: Extract<Command, { kind: 'join' }>): Promise<{ vaultRecord: string }> {
    if (!this.#boot || this.#vaultRecord !== null)
      throw new RuggensteunError('not-allowed', { field: 'join' })
    checkSecret(secret, this.#boot.keychain)
    const seen = await lookUpInvite(code, this.#relay, this.#ports)
    if ((seen.offer.for === 'organisation') !== (organisation !== null))
      throw new RuggensteunError('not-allowed', { field: 'organisation' })
    const joining = await prepareJoin(seen, this.#relay, person, organisation, this.#ports)
    const store = await this.#freshStore(secret, null)
    await store.write([{ table: 'meta', key: 'joining', value: joining }])
    try {
      await sendRequest(joining, this.#ports)
    } catch (error) {
      this.#vaultRecord = null
      store.close()
      await LocalStore.destroy(this.#profile, this.#ports)
      throw error
    }
    this.#store = store
    this.#goOnJoining(joining)
    return { vaultRecord: this.#vaultRecord! }
  }

  #goOnJoining(joining: Joining): void {
    const show = (now: Joining, problem: SessionView['error']): void =>
      this.#setSession({
        state: 'joining',
        joining: {
          for: now.offer.for,
          organisation: now.offer.organisation,
          words: now.words ? [...now.words] : null,
          refused: now.refused,
          problem,
        },
      })
    show(joining, null)
    this.#watch = new JoinWatch(joining, this.#ports, async (news, problem) => {
      show(news.joining, problem)
      await this.#keepJoining(news)
    })
    this.#watch.look()
  }

  async #keepJoining({ joining, identity }: JoinNews): Promise<void> {
    const store = this.#store
    if (!store) return
    if (!identity) return store.write([{ table: 'meta', key: 'joining', value: joining }])
    this.#watch?.stop()
    this.#watch = null
    await store.write([
      { table: 'meta', key: 'identity', value: identity },
      { table: 'meta', key: 'joining', value: undefined },
      logged(this.#ports, 'enrolled'),
    ])
    this.#vaultRecord = withGuard(this.#vaultRecord!, guardOf(identity))
    this.#ports.post({ type: 'vault', record: this.#vaultRecord })
    await this.#open(await this.#openStore(store, identity))
  }

  /** Back to an installation that knows nothing. */
  async #forget(from: 'joining' | 'revoked' | 'lost'): Promise<void> {
    if (this.#session.state !== from) throw new RuggensteunError('not-allowed', { field: from })
    this.#watch?.stop()
    this.#watch = null
    this.#store?.close()
    this.#store = null
    this.#vaultRecord = null
    this.#lost = null
    await LocalStore.destroy(this.#profile, this.#ports)
    this.#keepRescue(null)
    this.#ports.post({ type: 'vault', record: null })
    this.#setSession({ ...NO_SESSION, state: 'not-enrolled' })
  }

  /**
   * Opens with the secret. Wrong tries are counted beside the data, slow down, and stand in the logbook
   * afterwards.
   */
  async #dataKey(secret: string | null): Promise<Uint8Array> {
    const { wrong } = await readTries(this.#profile, this.#ports)
    const left = this.#pausedFrom + pauseMs(wrong.length) - this.#ports.monotonic()
    if (left > 0) throw new RuggensteunError('too-many-tries', { seconds: Math.ceil(left / 1000) })
    try {
      return await openVaultRecord(this.#vaultRecord!, secret)
    } catch (error) {
      if (asRuggensteunError(error).code === 'wrong-passphrase') {
        await addWrongTry(this.#profile, this.#ports, new Date(this.#ports.clock.now()).toISOString())
        this.#pausedFrom = this.#ports.monotonic()
      }
      throw error
    }
  }

  async #unlock(secret: string | null): Promise<void> {
    if (!this.#boot || this.#vaultRecord === null)
      throw new RuggensteunError('not-allowed', { field: 'unlock' })
    if (this.#state || this.#store) return
    const dataKey = await this.#dataKey(secret)
    this.#callOffCheck()
    const { wrong } = await readTries(this.#profile, this.#ports)
    const rescue = openRescue(dataKey, this.#boot.rescue ?? null)
    const store = await this.#openKnown(dataKey, rescue)
    if (!store) return
    const { rows, broken } = await store.load('meta')
    if (((rows.get('schemaVersion') as number | undefined) ?? 0) > SCHEMA_VERSION) {
      store.close()
      throw new RuggensteunError('newer-data')
    }
    await clearTries(this.#profile, this.#ports)
    const identity = (rows.get('identity') ??
      (broken.includes('identity') ? identityIn(rescue) : undefined)) as DeviceIdentity | undefined
    if (identity === undefined) {
      this.#store = store
      if (rows.has('joining')) return this.#goOnJoining(rows.get('joining') as Joining)
      if (rows.has('moving')) return this.#finishMove()
      this.#store = null
      store.close()
      if (broken.length > 0 && rescue.length === 0) throw new RuggensteunError('vault-unreadable')
      return this.#showLost(dataKey, rescue, 'storage-lost')
    }
    if (!Array.isArray(identity.statements)) {
      store.close()
      return this.#showLost(dataKey, [], 'older-data')
    }
    const state = await this.#openStore(store, identity, rescue)
    const tries = wrong.map((at) => {
      const entry = logged(this.#ports, 'wrong-try')
      return put('log', `${at}-${entry.key.slice(-8)}`, {
        ...(entry.value as Parameters<typeof put<'log'>>[2]),
        id: `${at}-${entry.key.slice(-8)}`,
        at,
      })
    })
    await state.commit([...tries, logged(this.#ports, 'unlocked')]).catch(unlessFull)
    await this.#open(state, rescue)
  }

  /**
   * Null where there is nothing left to open: an incident, not a first start. One try; the person decides
   * what then.
   */
  async #openKnown(dataKey: Uint8Array, rescue: readonly Change[]): Promise<LocalStore | null> {
    try {
      return await LocalStore.open(this.#profile, dataKey, this.#ports)
    } catch (error) {
      if (asRuggensteunError(error).code !== 'storage-damaged') throw error
      this.#showLost(dataKey, rescue, 'storage-damaged')
      return null
    }
  }

  #showLost(
    dataKey: Uint8Array,
    rows: readonly Change[],
    why: NonNullable<SessionView['lost']>['why'],
  ): void {
    this.#lost = { dataKey, rows }
    this.#setSession({
      ...NO_SESSION,
      state: 'lost',
      lost: {
        why,
        rescue: identityIn(rows)
          ? {
              signals: rows.filter(isOwnSignal).length,
              waiting: rows.filter(({ table }) => table === 'outbox').length,
            }
          : null,
      },
    })
  }

  #keepRescue(record: string | null): void {
    if (this.#boot) this.#boot = { ...this.#boot, rescue: record }
    this.#ports.post({ type: 'rescue', record })
  }

  /**
   * A fresh store under the same key with what the rescue copy holds; the relay's log is read again from its
   * beginning.
   */
  async #rebuild(): Promise<void> {
    const lost = this.#lost
    const identity = identityIn(lost?.rows ?? [])
    if (!lost || !identity) throw new RuggensteunError('not-allowed', { field: 'rebuild' })
    await LocalStore.destroy(this.#profile, this.#ports)
    const store = await LocalStore.open(this.#profile, lost.dataKey, this.#ports)
    await store.write([
      ...lost.rows,
      { table: 'meta', key: 'rebuiltAt', value: new Date(this.#ports.clock.now()).toISOString() },
      logged(this.#ports, 'rebuilt'),
    ])
    this.#lost = null
    await this.#open(await this.#openStore(store, identity))
  }

  async #openStore(
    store: LocalStore,
    identity: DeviceIdentity,
    rescue: readonly Change[] = [],
  ): Promise<State> {
    this.#store = store
    const state = new State(store, await useIdentity(identity))
    const broken = await state.load(FIRST)
    if (broken.length > 0) {
      // all that is broken is mended, and reported, at once
      broken.push(...(await state.load(LATER)))
      state.isWhole = true
    }
    await mend(state, broken, rescue, this.#ports)
    if (state.meta.schemaVersion !== SCHEMA_VERSION)
      await state.commit([setMeta('schemaVersion', SCHEMA_VERSION)]).catch(unlessFull)
    return state
  }

  async #open(state: State, rescue: readonly Change[] = []): Promise<void> {
    const sync = new Sync(state, this.#ports, {
      exclusive: (task) => this.#exclusive(task),
      changed: () => this.#changed(),
      notice: (notice) => this.#notify(notice),
      revoked: (revocation) => void this.#wipe(revocation),
    })
    this.#state = state
    this.#memo = new Memo()
    this.#sync = sync
    await sync.membership.use(state.meta.directory?.statements ?? [])
    this.#caseload = new CaseloadDesk(this.#caseloadParts(state, () => sync.now()))
    await this.#caseload.expire()
    this.#setSession({ ...NO_SESSION, state: 'open', servers: state.identity.servers })
    this.#whole = this.#exclusive(() => this.#openRest(state, rescue)).then(
      (done) => {
        if (!done) return
        this.#rescue = new RescueKeeper(state, (record) => this.#keepRescue(record))
        sync.invitations.watch(sync.now())
        sync.kick()
      },
      (error: unknown) => {
        if (this.#state === state)
          this.#setSession({ state: 'failed', error: asRuggensteunError(error).code })
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

  async #changeLock(
    state: State,
    current: string | null,
    secret: Secret | null,
  ): Promise<{ vaultRecord: string }> {
    const dataKey = await this.#dataKey(current)
    checkSecret(secret, this.#boot!.keychain)
    this.#vaultRecord = await makeVaultRecord(dataKey, secret, guardOf(state.meta.identity!), this.#ports)
    await state.commit([logged(this.#ports, 'lock-changed')])
    return { vaultRecord: this.#vaultRecord }
  }

  async #export(state: State, passphrase: string): Promise<{ file: Uint8Array }> {
    checkSecret({ kind: 'passphrase', value: passphrase }, false)
    const file = await exportDevice(state, state.meta.identity!, passphrase, this.#ports)
    await state.commit([logged(this.#ports, 'exported')])
    return { file }
  }

  async #close(): Promise<void> {
    const state = this.#state
    this.#sync?.stop()
    this.#caseload?.stop()
    this.#watch?.stop()
    this.#sync = null
    this.#caseload = null
    this.#watch = null
    this.#rescue = null
    this.#state = null
    await this.#queue.catch(() => {})
    forgetReplyKeys()
    state?.close()
    this.#store?.close()
    this.#store = null
  }

  /**
   * Keys and records leave memory; what the interface shows is emptied first. The interface ends this worker
   * after it.
   */
  async #lock(): Promise<void> {
    const state = this.#state
    if (!state && !this.#store && !this.#lost) return
    this.#lost = null
    this.#setSession({ ...NO_SESSION, state: 'starting' })
    await state?.commit([logged(this.#ports, 'locked')]).catch(() => {})
    await this.#close()
    this.#showLocked()
  }

  /** The device was revoked: everything goes, and what remains says so. */
  async #wipe({ at, reason }: Pick<Revocation, 'at' | 'reason'>): Promise<void> {
    this.#setSession({ ...NO_SESSION, state: 'revoked', revoked: { at, reason } })
    this.#vaultRecord = tombstone(at, reason)
    this.#ports.post({ type: 'vault', record: this.#vaultRecord })
    this.#keepRescue(null)
    await this.#close()
    await this.#erase()
  }

  /**
   * The key of what lies there is gone by now. What another window holds on to, or a machine that stops
   * keeps, goes at the next start.
   */
  async #erase(): Promise<void> {
    await LocalStore.destroy(this.#profile, this.#ports)
      .then(() => clearTries(this.#profile, this.#ports))
      .catch(() => {})
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
      this.#rescue?.look()
      for (const [slice, value] of Object.entries(this.views()) as [Slice, unknown][]) {
        const before = this.#posted.get(slice)
        if (before?.value === value) continue
        const text = Array.isArray(value) && value.length > MOST_COMPARED ? null : JSON.stringify(value)
        this.#posted.set(slice, { value, text })
        if (text === null || before?.text !== text) this.#ports.post({ type: 'view', slice, value })
      }
    })
  }

  views(): Views {
    const state = this.#state
    const sync = this.#sync
    if (!state || !sync || this.#session.state !== 'open') return { ...NO_VIEWS, session: this.#session }
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
      ...this.#session,
      today,
      person: shown,
      live: isLive(state),
      copied: this.#memo.slice('copied', [state.revisions.chains, device], () =>
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

const identityIn = (rows: readonly Change[]): DeviceIdentity | undefined =>
  rows.find(({ table, key }) => table === 'meta' && key === 'identity')?.value as DeviceIdentity | undefined
/** A signaal that this device filed itself. */
const isOwnSignal = ({ table, value }: Change): boolean =>
  table === 'threads' && (value as Thread).part === 'asker'
/** Rethrows every error but a full disk, which must not keep a person from reading. */
const unlessFull = (error: unknown): void => {
  if (asRuggensteunError(error).code !== 'storage-full') throw error
}
const guardOf = ({ deviceId, servers, roots }: DeviceIdentity): Guard => ({
  deviceId,
  relay: servers.relay,
  roots,
})
