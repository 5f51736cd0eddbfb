/**
 * What the requester decides about telling the parents or the young person. Of this device alone: nothing here is
 * ever queued to leave.
 */
import { sends, type HandlersOf } from '../handler.ts'
import { mayBeOn, type InformingDecision } from '../../../../shared/domain/informing.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import type { LetterLanguage } from '../../../../shared/domain/letter-language.ts'
import { localDateOf } from '../../core/dates.ts'
import { lastDayOf, withoutSlip } from '../../core/informing.ts'
import { parentsAbout } from '../../core/parents-words.ts'
import type { Thread } from '../../core/thread.ts'
import { logged } from '../../store/logbook.ts'
import type { Ports } from '../../ports.ts'
import type { State } from '../../store/state.ts'
import { put } from '../../store/changes.ts'
import { needRole, threadOf } from '../../directory/needs.ts'

const ownThread = (state: State, id: string): Thread => {
  needRole(state, 'signal')
  const thread = threadOf(state, id)
  if (thread.part !== 'requester') throw new RuggensteunError('not-allowed', { field: 'informing' })
  return thread
}

/**
 * Throws not-allowed where the day does not fit: told in the future, planned in the past, or beyond the life
 * of the signaal.
 */
const recordInforming = async (
  state: State,
  id: string,
  decision: InformingDecision,
  now: Date,
  ports: Ports,
): Promise<void> => {
  const thread = ownThread(state, id)
  // That it is safe after all is said as such, or by telling; not by a plan.
  const says = decision.kind === 'deferred' ? decision.reason : decision.kind
  const isUsual = parentsAbout(state, id).advice === 'usual'
  if (!isUsual && says !== 'informed' && says !== 'unsafe' && says !== 'safe-again')
    throw new RuggensteunError('not-allowed', { field: 'parents' })
  const at = now.toISOString()
  if (!mayBeOn(decision.kind, decision.on, localDateOf(at), lastDayOf(thread)))
    throw new RuggensteunError('not-allowed', { field: 'on' })
  await state.commit([
    put('threads', id, { ...thread, informing: [...thread.informing, { ...decision, at }] }),
    logged(ports, 'informing', thread.signal.number, decision.kind),
  ])
}

const undoInforming = async (state: State, id: string, now: Date, ports: Ports): Promise<void> => {
  const thread = ownThread(state, id)
  const before = withoutSlip(thread, now)
  if (!before) throw new RuggensteunError('not-allowed', { field: 'informing' })
  await state.commit([put('threads', id, before), logged(ports, 'undone', thread.signal.number)])
}

/** Throws not-allowed where nothing may be told to the parents: there is no letter then. */
const letterMade = async (
  state: State,
  id: string,
  languages: readonly LetterLanguage[],
  ports: Ports,
): Promise<void> => {
  const thread = ownThread(state, id)
  if (parentsAbout(state, id).advice !== 'usual')
    throw new RuggensteunError('not-allowed', { field: 'parents' })
  await state.commit([logged(ports, 'letter-made', thread.signal.number, languages.join(', '))])
}

/** Commands of this area. */
export const INFORMING_HANDLERS = {
  informing: sends(({ state, now, ports }, { signalId, decision }) =>
    recordInforming(state, signalId, decision, now, ports),
  ),
  'undo-informing': sends(({ state, now, ports }, { signalId }) =>
    undoInforming(state, signalId, now, ports),
  ),
  'letter-made': sends(({ state, ports }, { signalId, languages }) =>
    letterMade(state, signalId, languages, ports),
  ),
} satisfies HandlersOf<'informing' | 'undo-informing' | 'letter-made'>
