/** What a coordinator sees of the wijk: situations, and no child. */
import { escalationsAbout, isOwnEscalation } from '../directory/escalations.ts'
import { awaitsEnd } from './conversation.ts'
import type { Linked } from '../core/alike.ts'
import { takenBy } from '../core/coordination.ts'
import { localDateOf } from '../core/dates.ts'
import type { ParentsView } from '../core/parents-words.ts'
import type { Thread } from '../core/thread.ts'
import { foldThread, type ThreadState } from '../core/thread-state.ts'
import { missingOf, lookers } from '../directory/organisations-by-linie.ts'
import { type State, firstDeviceOf } from '../store/state.ts'
import { nameOf, answerByOf, organisationOfDevice } from './shared.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import { isoDateOfDay } from '../../../shared/calendar/time.ts'
import { coordinates } from '../../../shared/membership/roles.ts'

export const neighbourhoodView = (
  state: State,
  thread: Thread,
  links: readonly Linked[],
  names: Names,
  { advice }: ParentsView,
  today: string,
): NeighbourhoodSignal => {
  const folded = foldThread(thread)
  const sentOn = localDateOf(thread.signal.sentAt)
  const {
    number,
    neighbourhood,
    organisationKind,
    lostSince,
    urgency,
    children,
    attempts,
    parents,
    requester,
  } = thread.signal
  return {
    id: thread.id,
    advice,
    number,
    neighbourhood,
    organisationKind,
    lostSince,
    urgency,
    children,
    attempts,
    parents,
    sentOn,
    organisation: nameOf(state, thread.requesterOrganisationId),
    requester: requester.name,
    requesterPhone: requester.phone,
    answerBy: answerByOf(state, thread),
    disappearsOn: isoDateOfDay(thread.expiresDay),
    state: folded.requesterOutcome ? 'closed' : folded.someoneAnswered ? 'answered' : 'open',
    outcome: folded.requesterOutcome,
    awaitsEnd: awaitsEnd(state, thread, folded, today),
    ...unnamedView(state, thread, folded),
    organisationId: thread.requesterOrganisationId,
    linie: state.directory.organisations.get(thread.requesterOrganisationId)?.linie ?? 'midfield',
    missing: missingOf(state, thread),
    ...linesView(state, thread, folded),
    links: [...links],
    looked: folded.covered?.looked ?? null,
    of: lookers(state, thread).length,
    ...coordinationView(state, thread, folded, names),
  }
}

/** Only the device that passed it on was named to the requester, unless a colleague took the signaal since. */
const unnamedView = (
  state: State,
  thread: Thread,
  folded: ThreadState,
): Pick<NeighbourhoodSignal, 'unnamedBy' | 'introduces'> => {
  const own = state.identity.firstDeviceId
  const holder = takenBy(folded)
  const passedOn = folded.answers.some(
    ({ deviceId, content }) => deviceId === own && content.answer === 'in-view-unnamed',
  )
  return {
    unnamedBy: folded.unnamed.map(({ organisationId }) => {
      const { details, organisations } = state.directory
      const contact = (details.get(organisationId) ?? organisations.get(organisationId))?.contact
      return {
        organisationId,
        name: nameOf(state, organisationId),
        contact: contact?.name ?? '',
        phone: contact?.phone ?? '',
      }
    }),
    introduces: passedOn && (holder === null || holder === own) && folded.requesterOutcome === null,
  }
}

/** Only what an event speaks of is looked for in the directory: every escalation comes with one. */
const linesView = (
  state: State,
  thread: Thread,
  { lines }: ThreadState,
): Pick<NeighbourhoodSignal, 'asked' | 'escalations'> => {
  const own = state.identity.firstDeviceId
  const escalations = lines.some(({ action }) => action !== 'ask') ? escalationsAbout(state, thread) : []
  return {
    asked: lines
      .filter(({ action }) => action === 'ask')
      .map(({ organisationId, at, by, deviceId }) => ({
        organisationId,
        at,
        name: by.name,
        mine: deviceId === own,
      })),
    escalations: escalations.map((escalation) => {
      const { id, organisationId, at, by, confirmed } = escalation
      const said = lines.findLast(
        (line) => line.action === 'escalation' && line.organisationId === organisationId,
      )
      return {
        id,
        organisationId,
        reason: said?.reason ?? null,
        name: said?.by.name ?? organisationOfDevice(state, by),
        mine: isOwnEscalation(state, escalation),
        confirmed: confirmed !== null,
        at,
      }
    }),
  }
}

export type Names = ReadonlyMap<string, string>

/** What coordinators called themselves when they did something, whatever it was about; by device. */
export const coordinatorNames = (threads: readonly Thread[]): Names => {
  const names = new Map<string, string>()
  for (const { events } of threads)
    for (const { deviceId, content } of events)
      if (content.type === 'coordination' || content.type === 'linie-request')
        names.set(deviceId, content.by.name)
  return names
}

/**
 * A colleague is called by the name they gave when they did something; before that by the label of their
 * device, where it is of the own organisation, or else by their organisation.
 */
const coordinationView = (
  state: State,
  thread: Thread,
  folded: ThreadState,
  names: Names,
): Pick<NeighbourhoodSignal, 'taken' | 'remindedAt' | 'name' | 'history' | 'colleagues'> => {
  const own = state.identity.firstDeviceId
  const { coordinated, disclosed } = folded
  const nameOfDevice = (id: string): string =>
    id === own
      ? state.identity.person.name
      : (coordinated.findLast(({ deviceId }) => deviceId === id)?.by.name ??
        names.get(id) ??
        organisationOfDevice(state, id))
  const holder = takenBy(folded)
  const asked =
    coordinated.findLast(({ action, deviceId }) => action === 'ask-name' && deviceId === own) ?? null
  const told = disclosed.at(-1) ?? null
  return {
    taken: holder === null ? null : { name: nameOfDevice(holder), mine: holder === own },
    remindedAt: coordinated.findLast(({ action }) => action === 'remind')?.at ?? null,
    name: {
      waiting: asked !== null && (told === null || told.place < asked.place),
      askedAt: asked?.at ?? null,
      names: [...(told?.names ?? [])],
      reason: told?.reason ?? null,
      at: told?.at ?? null,
    },
    history: coordinated.map(({ at, action, by, deviceId }) => ({
      at,
      action,
      name: by.name,
      mine: deviceId === own,
    })),
    colleagues: [...state.directory.devices.values()]
      .filter((device) => coordinates(device, thread.signal.neighbourhood))
      .map(({ id }) => firstDeviceOf(state, id))
      .filter((id) => id !== own)
      .map((id) => ({ deviceId: id, name: nameOfDevice(id) })),
  }
}
