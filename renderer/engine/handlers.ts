/** The list of all commands and what the engine does at each; those about the own list are in commands/caseload.ts. */
import type { Command, CommandResult } from '../../shared/api/api.ts'
import type { CaseloadCommand } from '../../shared/api/caseload.ts'
import { changeDevice, revokeDevice, saveDetails, signRules, type Desk } from './directory/administration.ts'
import { needRole } from './directory/needs.ts'
import { keepAreas, readAreaFile } from './commands/areas.ts'
import { dropAttempt, noteAttempt } from './commands/attempts.ts'
import type { Exclusive } from './store/exclusive.ts'
import { coordinate, disclose, undoCoordinate } from './commands/coordinate.ts'
import { doNotShare, fileSignal } from './commands/file-signal.ts'
import { letterMade, recordInforming, undoInforming } from './commands/informing.ts'
import { appealTo, askLine, second, tellLine } from './commands/lines.ts'
import { answerObstacle, raiseObstacle, seenObstacle } from './commands/obstacle.ts'
import {
  answerHint,
  answerSignal,
  closeSignal,
  consultFirst,
  notTheSame,
  settle,
} from './commands/respond.ts'
import { say, unsay } from './commands/talk.ts'
import { bringTogether, merge } from './commands/together.ts'
import { localDateOf } from './core/dates.ts'
import { logged } from './store/logbook.ts'
import { deviceNames } from './directory/device-names.ts'
import { setSafeguarding, setSecrecy } from './commands/own.ts'
import type { CommandOf, OwnDevice } from './session/device.ts'
import { enrol, finishMove } from './session/enrol.ts'
import { join, lookUp } from './session/join.ts'
import { forget, lock } from './session/lock.ts'
import { rebuild } from './session/lost-device.ts'
import { exportDevice } from './session/move.ts'
import { changeLock, start, unlock } from './session/unlock.ts'
import { setMeta } from './store/changes.ts'
import { logProof } from './log/log-proof.ts'
import type { Sync } from './sync/sync.ts'

type Result<K extends Command['kind']> = CommandResult<K> | Promise<CommandResult<K>>

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

/** What a command of an open device works with. `now`: the trusted time. */
export interface Context extends Desk {
  readonly sync: Sync
  readonly device: OwnDevice
  /** One change at a time: what a task reads stays true until it has committed. */
  readonly exclusive: Exclusive
}
export interface Handler<K extends Command['kind']> {
  /** Runs while no other change does. */
  readonly inTurn: boolean
  /** Afterwards the sync looks whether something leaves. */
  readonly sends: boolean
  readonly run: (context: Context, command: CommandOf<K>) => Result<K>
}
type Run<K extends Command['kind']> = Handler<K>['run']
const sends = <K extends Command['kind']>(run: Run<K>): Handler<K> => ({ inTurn: true, sends: true, run })
/** Changes nothing that others could get. */
const stays = <K extends Command['kind']>(run: Run<K>): Handler<K> => ({ inTurn: true, sends: false, run })
/** Not in turn, because it waits for others; starts no sync by itself. */
const asks = <K extends Command['kind']>(run: Run<K>): Handler<K> => ({ inTurn: false, sends: false, run })
/** Says something to the directory first. */
const declares = <K extends Command['kind']>(run: Run<K>): Handler<K> => ({
  inTurn: false,
  sends: true,
  run,
})
/** Narrows to a command that works while the device is not open too. */
export const isSessionCommand = (command: Command): command is CommandOf<SessionKind> =>
  Object.hasOwn(SESSION_HANDLERS, command.kind)

export type OpenCommand = Exclude<Command, CaseloadCommand | { kind: SessionKind }>

/** Commands of an open device, but those about its own list (commands/caseload.ts). */
export const HANDLERS: { readonly [K in OpenCommand['kind']]: Handler<K> } = {
  'change-lock': asks(({ device, state }, { current, secret }) => changeLock(device, state, current, secret)),
  'export-device': asks(({ ports, state }, { passphrase }) => exportDevice(state, passphrase, ports)),
  'set-secrecy': stays(({ state, ports }, { on }) => setSecrecy(state, on, ports)),
  'set-safeguarding': stays(({ state }, { officer }) => setSafeguarding(state, officer)),

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

  'save-draft': stays(({ state }, { draft }) => state.commit([setMeta('draft', draft ?? undefined)])),
  'file-signal': sends(({ state, now, ports }, { draft }) => fileSignal(state, draft, now, ports)),
  'do-not-share': sends(({ state, ports }, { draft, reason }) => doNotShare(state, draft, reason, ports)),
  disclose: sends(({ state, now, ports }, command) =>
    disclose(state, command.signalId, command.to, command, now, ports),
  ),
  'bring-together': sends(({ state, now, ports }, command) =>
    bringTogether(state, command.signalId, command.other, command, now, ports),
  ),
  close: sends(({ state, now, ports }, command) => closeSignal(state, command.signalId, command, now, ports)),
  settle: sends(({ state, ports }, { signalId, conflictId }) => settle(state, signalId, conflictId, ports)),
  informing: sends(({ state, now, ports }, { signalId, decision }) =>
    recordInforming(state, signalId, decision, now, ports),
  ),
  'undo-informing': sends(({ state, now, ports }, { signalId }) =>
    undoInforming(state, signalId, now, ports),
  ),
  'letter-made': sends(({ state, ports }, { signalId, languages }) =>
    letterMade(state, signalId, languages, ports),
  ),

  answer: sends(({ state, now, ports }, command) =>
    answerSignal(state, command.signalId, command, now, ports),
  ),
  'answer-hint': sends(({ state, now, ports }, { signalId, weighing }) =>
    answerHint(state, signalId, weighing, now, ports),
  ),
  'consult-first': stays(({ state, now, ports }, { signalId, on }) =>
    consultFirst(state, signalId, on, now, ports),
  ),
  'not-the-same': sends(({ state, ports }, { signalId, childId }) =>
    notTheSame(state, signalId, childId, true, ports),
  ),
  'undo-not-the-same': sends(({ state, ports }, { signalId, childId }) =>
    notTheSame(state, signalId, childId, false, ports),
  ),

  say: sends(({ state, now, ports }, { signalId, knower, said }) =>
    say(state, signalId, knower, said, now, ports),
  ),
  unsay: sends(({ state, now, ports }, { signalId, knower, ref }) =>
    unsay(state, signalId, knower, ref, now, ports),
  ),

  coordinate: sends(({ state, now, ports }, command) =>
    coordinate(state, command.signalIds, command.deed, command, now, ports),
  ),
  'undo-coordinate': sends(({ state, now, ports }, { signalIds }) =>
    undoCoordinate(state, signalIds, now, ports),
  ),
  merge: sends(({ state, now, ports }, { pairs, step }) => merge(state, pairs, step, now, ports)),
  'ask-line': sends(({ state, now, ports }, { signalId, organisationId }) =>
    askLine(state, signalId, organisationId, now, ports),
  ),
  appeal: declares(async (context, { signalId, organisationId, reason }) => {
    const { state, now, ports, exclusive } = context
    await appealTo(context, signalId, organisationId, reason)
    await exclusive(() => tellLine(state, signalId, organisationId, 'appeal', reason, now, ports))
  }),
  second: declares(async (context, { signalId, appealId }) => {
    const { state, now, ports, exclusive } = context
    const organisationId = await second(context, signalId, appealId)
    await exclusive(() => tellLine(state, signalId, organisationId, 'second', null, now, ports))
  }),

  'note-attempt': stays(({ state, now, ports }, { childId, way, on }) =>
    noteAttempt(state, childId, way, on, localDateOf(now.toISOString()), ports),
  ),
  'drop-attempt': stays(({ state, ports }, { childId, way, on }) =>
    dropAttempt(state, childId, way, on, ports),
  ),

  'raise-obstacle': sends(({ state, now, ports }, command) => raiseObstacle(state, command, now, ports)),
  'answer-obstacle': sends(({ state, now, ports }, command) => answerObstacle(state, command, now, ports)),
  'seen-obstacle': stays(({ state, now }, { ref }) => seenObstacle(state, ref, now)),

  'read-areas': asks((_, { file }) => readAreaFile(file)),
  'keep-areas': stays(({ state, ports }, { list }) => keepAreas(state, list, ports)),
  'export-made': stays(({ state, ports }, { what, form }) =>
    state.commit([logged(ports, 'export-made', null, `${what} ${form}`)]),
  ),
}

const nameOf = ({ state }: Context, deviceId: string): string | null =>
  deviceNames(state).get(deviceId) ?? null
