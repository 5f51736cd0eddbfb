/** Who stands on the pitch of a wijk about one signaal. */
import { isBehind, organisationTag } from '../../../shared/domain/linies.ts'
import type { Organisation } from '../../../shared/membership/statements.ts'
import type { OrganisationKind } from '../../../shared/domain/identifiers.ts'
import { foldThread, type ThreadState } from '../core/thread-state.ts'
import type { Thread } from '../core/thread.ts'
import type { State } from '../store/state.ts'

/** They look at no caseload, so nobody waits for them to have looked. */
const WITHOUT_CASELOAD: readonly OrganisationKind[] = ['programme-office', 'citizens-panel']

/** Others that take part with a list, wherever they work. */
const otherLists = (
  { directory }: Pick<State, 'directory'>,
  { requesterOrganisationId }: Thread,
): Organisation[] =>
  [...directory.organisations.values()].filter(
    ({ id, kind }) => id !== requesterOrganisationId && !WITHOUT_CASELOAD.includes(kind),
  )

/** Those of them that can look: nobody waits for a line behind. */
export const lookers = (state: Pick<State, 'directory'>, thread: Thread): Organisation[] =>
  otherLists(state, thread).filter((organisation) => !isBehind(organisation))
/** Which of those have: a machine of an organisation without a list says so too. */
export const lookedOf = (
  state: Pick<State, 'directory'>,
  thread: Thread,
  { looked }: Pick<ThreadState, 'looked'>,
): ThreadState['looked'] => {
  const ids = new Set(lookers(state, thread).map(({ id }) => id))
  return looked.filter(({ organisationId }) => ids.has(organisationId))
}

/** Who asks in an open signaal that is taken as one with it. */
const askingToo = ({ threads }: Pick<State, 'threads'>, thread: Thread): Set<string> =>
  new Set(
    foldThread(thread).links.flatMap(({ other, merged }) => {
      const second = merged ? threads.get(other) : undefined
      return second && !foldThread(second).requesterOutcome ? [second.requesterOrganisationId] : []
    }),
  )

/** Those of them that work in the wijk of the signaal and do not ask themselves. */
export const pitchOf = (state: Pick<State, 'directory' | 'threads'>, thread: Thread): Organisation[] => {
  const asking = askingToo(state, thread)
  return otherLists(state, thread).filter(
    ({ id, neighbourhoods }) => neighbourhoods.includes(thread.signal.neighbourhood) && !asking.has(id),
  )
}

/** Ids of those that have not looked, as the requester said last; null where it did not say which. */
export const missingOf = (state: Pick<State, 'directory'>, thread: Thread): string[] | null => {
  const missing = foldThread(thread).covered?.missing
  return missing
    ? otherLists(state, thread)
        .filter(({ id }) => missing.includes(organisationTag(id)))
        .map(({ id }) => id)
    : null
}
