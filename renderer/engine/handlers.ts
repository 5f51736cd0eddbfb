/** The list of all commands and what the engine does at each; those about the own list are in commands/caseload/. */
import type { Command, CommandOf } from '../../shared/api/api.ts'
import type { CaseloadCommand } from '../../shared/api/caseload.ts'
import { ADMINISTRATION_HANDLERS } from './commands/administration/administration.ts'
import { AGREEMENTS_HANDLERS } from './commands/agreements/agreements.ts'
import type { OwnDevice } from './session/device.ts'
import { enrol, finishMove } from './session/enrol.ts'
import { join, lookUp } from './session/join.ts'
import { forget, lock } from './session/lock.ts'
import { rebuild } from './session/lost-device.ts'
import { exportDevice } from './session/move.ts'
import { changeLock, start, unlock } from './session/unlock.ts'
import { setMeta } from './store/changes.ts'
import { logProof } from './log/log-proof.ts'
import { OWN_HANDLERS } from './commands/settings/own.ts'
import { FILE_SIGNAL_HANDLERS } from './commands/new-signal/file-signal.ts'
import { RESPOND_HANDLERS } from './commands/possible-match/respond.ts'
import { INFORMING_HANDLERS } from './commands/my-signals/informing.ts'
import { CONVERSATION_HANDLERS } from './commands/my-signals/conversation.ts'
import { COORDINATE_HANDLERS } from './commands/triage/coordinate.ts'
import { LINK_HANDLERS } from './commands/my-signals/link.ts'
import { LINES_HANDLERS } from './commands/triage/lines.ts'
import { ATTEMPTS_HANDLERS } from './commands/my-signals/attempts.ts'
import { OBSTACLES_HANDLERS } from './commands/obstacles/obstacles.ts'
import { AREAS_HANDLERS } from './commands/neighbourhoods/areas.ts'
import { asks, sends, type CommandContext, type Handler, type Result } from './commands/handler.ts'
import type { Sync } from './sync/sync.ts'

/** Commands about the life of the device: they work while it is not open too. */
export const SESSION_HANDLERS = {
  boot: start,
  enrol,
  'finish-move': finishMove,
  'look-up-invite': (device, { code }) => lookUp(device, code),
  join,
  'cancel-join': (device) => forget(device, 'joining'),
  'forget-device': (device) => forget(device, device.view.state === 'lost' ? 'lost' : 'revoked'),
  rebuild,
  unlock,
  lock,
} satisfies {
  [K in Command['kind']]?: (device: OwnDevice, command: CommandOf<K>) => Result<K>
}
type SessionKind = keyof typeof SESSION_HANDLERS

/** What a command of an open device works with, where it is about the device or the sync themselves. */
export interface Context extends CommandContext {
  readonly sync: Sync
  readonly device: OwnDevice
}

/** Narrows to a command that works while the device is not open too. */
export const isSessionCommand = (command: Command): command is CommandOf<SessionKind> =>
  Object.hasOwn(SESSION_HANDLERS, command.kind)

export type OpenCommand = Exclude<Command, CaseloadCommand | { kind: SessionKind }>

/** Commands of an open device, but those about its own list (commands/caseload/). */
export const HANDLERS: {
  readonly [K in OpenCommand['kind']]: Handler<K, Context>
} = {
  'change-lock': asks(({ device, state }, { current, secret }) => changeLock(device, state, current, secret)),
  'export-device': asks(({ ports, state }, { passphrase }) => exportDevice(state, passphrase, ports)),
  'sync-now': asks(({ sync }) => sync.runCycle()),
  wake: asks(({ sync }) => sync.wake()),
  network: asks(({ sync }, { metered }) => sync.useNetwork(metered)),
  'certificate-refused': asks(({ sync }, { origin }) => sync.certificateRefused(origin)),
  'carry-out': asks(({ sync }) => sync.carryOut()),
  'carry-in': asks(({ sync }, { file }) => sync.carryIn(file)),
  'log-proof': asks(({ state }) => logProof(state)),
  'seen-not-arrived': sends(({ state }) => state.commit([setMeta('notArrived', undefined)])),
  ...OWN_HANDLERS,
  ...FILE_SIGNAL_HANDLERS,
  ...RESPOND_HANDLERS,
  ...INFORMING_HANDLERS,
  ...CONVERSATION_HANDLERS,
  ...COORDINATE_HANDLERS,
  ...LINK_HANDLERS,
  ...LINES_HANDLERS,
  ...ATTEMPTS_HANDLERS,
  ...OBSTACLES_HANDLERS,
  ...AREAS_HANDLERS,
  ...ADMINISTRATION_HANDLERS,
  ...AGREEMENTS_HANDLERS,
}
