/** A teacher files a signaal, or decides not to. Both are on disk before anything else happens. */
import { sends, stays, type HandlersOf } from '../handler.ts'
import { generateHpkeKey } from '../../../../shared/crypto/hpke.ts'
import {
  ageGroupOf,
  ageInYears,
  ComparedField,
  DEFAULT_LIFE_DAYS,
  MAX_CHILDREN,
  needsNoAttempt,
} from '../../../../shared/domain/signal.ts'
import type { SignalContent } from '../../../../shared/messages/signal.ts'
import type { Child } from '../../../../shared/domain/child.ts'
import { fullName } from '../../../../shared/domain/child.ts'
import { drawNumber } from '../../../../shared/domain/spoken-number.ts'
import { toBase64url } from '../../../../shared/encoding.ts'
import { parentsToSay } from '../../../../shared/domain/parents-advice.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import { MAX_LIFE_DAYS } from '../../../../shared/protocol/http.ts'
import { dayOfIsoDate } from '../../../../shared/calendar/time.ts'
import type { NotSharedReason, SentResults, SignalDraft } from '../../../../shared/api/my-signals.ts'
import { agreementsOf } from '../../directory/agreements.ts'
import { localDateOf, sentAtOf } from '../../core/dates.ts'
import { adviceAbout, familyNamesOf } from '../../core/parents-words.ts'
import type { Thread } from '../../core/thread.ts'
import { logged } from '../../store/logbook.ts'
import { queued } from '../../outbox/queue.ts'
import { weighed } from '../settings/own.ts'
import type { Ports } from '../../ports.ts'
import { hasDpia, type State } from '../../store/state.ts'
import { setMeta } from '../../store/changes.ts'
import { needRole } from '../../directory/needs.ts'

const MIN_LIFE_DAYS = 1
const OLDEST_DAYS = 3 * 366

const childrenOf = (state: State, draft: SignalDraft): Child[] => {
  const children = draft.childIds.map((id) => state.children.get(id))
  if (children.length === 0 || children.some((child) => child === undefined))
    throw new RuggensteunError('unknown-child')
  if (children.length > MAX_CHILDREN) throw new RuggensteunError('too-many-children', { limit: MAX_CHILDREN })
  return children as Child[]
}

const knows: Readonly<Record<ComparedField, (child: Child) => boolean>> = {
  address: ({ postcode, shielded }) => postcode !== undefined && !shielded,
  parents: ({ parents, shielded }) => (parents?.length ?? 0) > 0 && !shielded,
}

/** The wijk of a child whose address is secret says where it hides: it never leaves. */
const livesIn = (children: readonly Child[]): string | undefined =>
  children.some(({ shielded }) => shielded) ? undefined : children[0]!.neighbourhood

/** The content a draft becomes. Throws the named error of the first thing that is missing or wrong. */
const contentOf = (
  state: State,
  draft: SignalDraft,
  children: readonly Child[],
  now: Date,
  random: Ports['random'],
): SignalContent => {
  const today = localDateOf(now.toISOString())
  if (!draft.lostSince) throw new RuggensteunError('date-missing')
  if (draft.lostSince > today) throw new RuggensteunError('date-in-future')
  if (dayOfIsoDate(today) - dayOfIsoDate(draft.lostSince) > OLDEST_DAYS)
    throw new RuggensteunError('date-too-old')
  const parents = parentsToSay(draft.parents, adviceAbout(state, draft.childIds))
  if (draft.attempts.length === 0 && !needsNoAttempt(parents)) throw new RuggensteunError('no-attempt')
  if (!parents) throw new RuggensteunError('not-allowed', { field: 'parents' })
  const { organisation, person } = state.identity
  return {
    type: 'signal',
    number: drawNumber(random),
    lostSince: draft.lostSince,
    attempts: draft.attempts,
    urgency: draft.urgency,
    parents,
    children: children.map((child) => ageGroupOf(ageInYears(child.birthDate, today))),
    organisationKind: organisation.kind,
    neighbourhood: livesIn(children) ?? organisation.neighbourhoods[0] ?? 'WK000000',
    compared: ComparedField.options.filter((field) => children.every((child) => knows[field](child))),
    requester: person,
    sentAt: sentAtOf(now),
  }
}

/** Days of life within what the relay keeps and the wijk agreed. */
const expiryOf = (draft: SignalDraft, keptDays: number, now: Date): number => {
  const today = dayOfIsoDate(now.toISOString().slice(0, 10))
  const asked = dayOfIsoDate(draft.disappearsOn)
  const wanted = Number.isFinite(asked) ? asked : today + DEFAULT_LIFE_DAYS
  return Math.min(Math.max(wanted, today + MIN_LIFE_DAYS), today + Math.min(keptDays, MAX_LIFE_DAYS - 1))
}

const fileSignal = async (
  state: State,
  draft: SignalDraft,
  now: Date,
  ports: Ports,
): Promise<SentResults['file-signal']> => {
  needRole(state, 'signal')
  if (!hasDpia(state)) throw new RuggensteunError('dpia-missing')
  const weighing = weighed(state, draft.weighing)
  const children = childrenOf(state, draft)
  const content = contentOf(state, draft, children, now, ports.random)
  const reply = await generateHpkeKey()
  const { firstDeviceId, organisation } = state.identity
  const thread: Thread = {
    id: toBase64url(ports.random(16)),
    contentKey: '',
    replyKey: toBase64url(reply.publicKey),
    replyPrivateKey: toBase64url(reply.privateKey),
    expiresDay: expiryOf(draft, agreementsOf(state, { signal: content }).keptDays, now),
    part: 'requester',
    coordinator: false,
    requesterDeviceId: firstDeviceId,
    requesterOrganisationId: organisation.id,
    signal: content,
    filedAt: content.sentAt,
    events: [],
    childIds: draft.childIds,
    familyNames: familyNamesOf(draft.childIds, state.children),
    note: draft.note,
    matched: [],
    notTheSame: [],
    resolved: [],
    informing: [],
  }
  const leaving = [{ content, threadId: thread.id, replyTo: null, expiresDay: thread.expiresDay }]
  await state.commit([
    ...queued(state, leaving, thread, now.toISOString()),
    setMeta('draft', undefined),
    logged(ports, 'filed', content.number, weighing),
  ])
  return { signalId: thread.id, number: content.number, parents: content.parents }
}

/** "Toch niet delen": only the reason is kept, on this device. */
const doNotShare = (
  state: State,
  draft: SignalDraft,
  reason: NotSharedReason,
  ports: Ports,
): Promise<void> => {
  const names = draft.childIds
    .flatMap((id) => state.children.get(id) ?? [])
    .map(fullName)
    .join(', ')
  return state.commit([setMeta('draft', undefined), logged(ports, 'not-shared', names || null, reason)])
}

/** Commands of this area. */
export const FILE_SIGNAL_HANDLERS = {
  'save-draft': stays(({ state }, { draft }) => state.commit([setMeta('draft', draft ?? undefined)])),
  'file-signal': sends(({ state, now, ports }, { draft }) => fileSignal(state, draft, now, ports)),
  'do-not-share': sends(({ state, ports }, { draft, reason }) => doNotShare(state, draft, reason, ports)),
} satisfies HandlersOf<'save-draft' | 'file-signal' | 'do-not-share'>
