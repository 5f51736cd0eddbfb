/** The list of all commands and what the engine does at each; those about the own list are in commands/caseload.ts. */
import type { Command, CommandOf } from '../../shared/api/api.ts'
import type { CaseloadCommand } from '../../shared/api/caseload.ts'
import { changeDevice, revokeDevice, saveDetails, signRules } from './directory/administration.ts'
import { needRole } from './directory/needs.ts'
import { deviceNames } from './directory/device-names.ts'
import type { OwnDevice } from './session/device.ts'
import { enrol, finishMove } from './session/enrol.ts'
import { join, lookUp } from './session/join.ts'
import { forget, lock } from './session/lock.ts'
import { rebuild } from './session/lost-device.ts'
import { exportDevice } from './session/move.ts'
import { changeLock, start, unlock } from './session/unlock.ts'
import { setMeta } from './store/changes.ts'
import { logProof } from './log/log-proof.ts'
import { OWN_HANDLERS } from './commands/own.ts'
import { FILE_SIGNAL_HANDLERS } from './commands/file-signal.ts'
import { RESPOND_HANDLERS } from './commands/respond.ts'
import { INFORMING_HANDLERS } from './commands/informing.ts'
import { CONVERSATION_HANDLERS } from './commands/conversation.ts'
import { COORDINATE_HANDLERS } from './commands/coordinate.ts'
import { LINK_HANDLERS } from './commands/link.ts'
import { LINES_HANDLERS } from './commands/lines.ts'
import { ATTEMPTS_HANDLERS } from './commands/attempts.ts'
import { OBSTACLES_HANDLERS } from './commands/obstacle.ts'
import { AREAS_HANDLERS } from './commands/areas.ts'
import { asks, declares, sends, type CommandContext, type Handler, type Result } from './commands/handler.ts'
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

/** Commands of an open device, but those about its own list (commands/caseload.ts). */
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
  invite: asks(({ state, sync, now }, { roles, neighbourhoods }) => {
    needRole(state, 'invite')
    return sync.invitations.make(roles, neighbourhoods, now)
  }),
  'confirm-invite': asks(({ state, sync, now }, { inviteId, same }) => {
    needRole(state, 'admit-device')
    return sync.invitations.confirm(inviteId, same, now)
  }),
  'withdraw-invite': asks(({ sync }, { inviteId }) => sync.invitations.withdraw(inviteId)),
  'revoke-device': asks((context, { deviceId, reason }) =>
    revokeDevice(context, deviceId, reason, nameOf(context, deviceId)),
  ),
  'change-device': asks((context, { deviceId, roles, neighbourhoods }) =>
    changeDevice(context, deviceId, roles, neighbourhoods, nameOf(context, deviceId)),
  ),
  'save-details': declares((context, { details }) => saveDetails(context, details)),
  'sign-rules': declares((context, command) => signRules(context, command)),

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
}

const nameOf = ({ state }: Context, deviceId: string): string | null =>
  deviceNames(state).get(deviceId) ?? null
