/**
 * What the steps of a device's life share: the vault record, the store before and while it is open, and what the
 * interface is told of it. Each step is a file beside this one.
 */
import type { CommandOf } from '../../../shared/api/api.ts'
import { NO_SESSION, type Secret, type SessionView } from '../../../shared/api/session.ts'
import type { DeviceIdentity } from '../../../shared/device-file.ts'
import { asRuggensteunError, RuggensteunError } from '../../../shared/errors.ts'
import type { CaseloadParts } from '../commands/caseload/caseload-parts.ts'
import { useIdentity } from '../crypto/identity.ts'
import type { Ports } from '../ports.ts'
import { mend } from '../recovery/mend.ts'
import { setMeta, type Change } from '../store/changes.ts'
import { LATER, LocalStore, TABLES, type TableName } from '../store/database.ts'
import { SCHEMA_VERSION } from '../store/schema.ts'
import { State } from '../store/state.ts'
import type { JoinWatch } from './joining.ts'
import { admissionsIn } from '../directory/revocation.ts'
import { makeVaultRecord, type Guard } from './vault-record.ts'
import { clearTries } from '../store/wrong-tries.ts'

/** What works with open records: the engine itself. */
export interface Host {
  /** Sync and views begin. `rescue`: rows of the rescue copy, for what does not open later on. */
  readonly open: (state: State, rescue: readonly Change[]) => Promise<void>
  /** Stops sync and views, waits for running writes, closes the store. */
  readonly close: () => Promise<void>
  readonly changed: () => void
  readonly caseloadParts: (state: State) => CaseloadParts
  /** The open records, if any are. */
  readonly state: () => State | null
}

/** Opened first: all but what only the sync needs. */
const FIRST = TABLES.filter((table: TableName) => !LATER.some((later) => later === table))

export class OwnDevice {
  readonly ports: Ports
  readonly host: Host
  view: SessionView = NO_SESSION
  boot: CommandOf<'boot'> | null = null
  vaultRecord: string | null = null
  /** While the device enrols or joins there is a store but no identity yet. */
  store: LocalStore | null = null
  watch: JoinWatch | null = null
  /** Set in the state 'lost': the parts from which the store is built again. */
  lost: { readonly dataKey: Uint8Array; readonly rows: readonly Change[] } | null = null
  /** Where the pause after wrong tries begins to count, on the monotonic clock. */
  pausedFrom: number
  callOffCheck: () => void = () => {}

  constructor(ports: Ports, host: Host) {
    this.ports = ports
    this.host = host
    this.pausedFrom = ports.monotonic()
  }

  show(view: Partial<SessionView>): void {
    this.view = { ...this.view, ...view }
    this.host.changed()
  }

  /** Throws not-allowed before the first command. */
  get profile(): string {
    if (!this.boot) throw new RuggensteunError('not-allowed', { field: 'boot' })
    return this.boot.profile
  }

  /** Throws not-allowed where the installation knows no servers. */
  get relay(): string {
    if (!this.boot?.servers) throw new RuggensteunError('not-allowed', { field: 'servers' })
    return this.boot.servers.relay.replace(/\/$/, '')
  }

  /** The interface keeps it; null removes it. */
  keepVault(record: string | null): void {
    this.vaultRecord = record
    this.ports.post({ type: 'vault', record })
  }

  keepRescue(record: string | null): void {
    if (this.boot) this.boot = { ...this.boot, rescue: record }
    this.ports.post({ type: 'rescue', record })
  }

  /** An empty store under a new key, in place of what was there. */
  async freshStore(secret: Secret | null, guard: Guard | null): Promise<LocalStore> {
    const dataKey = this.ports.random(32)
    const record = await makeVaultRecord(dataKey, secret, guard, this.ports)
    await LocalStore.destroy(this.profile, this.ports)
    const store = await LocalStore.open(this.profile, dataKey, this.ports)
    this.vaultRecord = record // not before: where another tab keeps the old database, a person tries again
    return store
  }

  stopJoining(): void {
    this.watch?.stop()
    this.watch = null
  }

  /** Opens what is needed first, and mends what did not open. */
  async openStore(
    store: LocalStore,
    identity: DeviceIdentity,
    rescue: readonly Change[] = [],
  ): Promise<State> {
    this.store = store
    const state = new State(store, await useIdentity(identity))
    const broken = await state.load(FIRST)
    if (broken.length > 0) {
      // All that is broken is mended, and reported, at once.
      broken.push(...(await state.load(LATER)))
      state.isWhole = true
    }
    await mend(state, broken, rescue, this.ports)
    if (state.meta.schemaVersion !== SCHEMA_VERSION)
      await state.commit([setMeta('schemaVersion', SCHEMA_VERSION)]).catch(unlessFull)
    return state
  }

  /**
   * The key of what lies there is gone by now. What another window holds on to, or a machine that stops
   * keeps, goes at the next start.
   */
  async erase(): Promise<void> {
    await LocalStore.destroy(this.profile, this.ports)
      .then(() => clearTries(this.profile, this.ports))
      .catch(() => {})
  }
}

/** Rethrows every error but a full disk, which must not keep a person from reading. */
export const unlessFull = (error: unknown): void => {
  if (asRuggensteunError(error).code !== 'storage-full') throw error
}
export const identityIn = (rows: readonly Change[]): DeviceIdentity | undefined =>
  rows.find(({ table, key }) => table === 'meta' && key === 'identity')?.value as DeviceIdentity | undefined
/** What a locked device needs to ask whether it was revoked. */
export const guardOf = ({ deviceId, servers, roots, statements }: DeviceIdentity): Guard => ({
  deviceId,
  relay: servers.relay,
  roots,
  admissions: admissionsIn(statements).slice(-20),
})
