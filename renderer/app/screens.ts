/** Which screens a person has, in the order of the work: schools ask first, others look first, coordinators overview first. */
import { BookUser, Contact, Eye, Handshake, MapPinned, Plus, RadioTower, ScrollText, Settings, Sun, UserCog, Users, type LucideIcon } from 'lucide-react'
import type { Screen } from '../../shared/bridge.ts'
import type { Role } from '../../shared/protocol/statements.ts'
import type { Person } from '../../shared/worker.ts'

export interface ScreenEntry { readonly screen: Screen; readonly icon: LucideIcon; readonly keys?: string }

const NEW: ScreenEntry = { screen: 'new-signal', icon: Plus, keys: 'N' }
const DAY: ScreenEntry = { screen: 'my-day', icon: Sun }
const MINE: ScreenEntry = { screen: 'my-signals', icon: RadioTower }
const MATCH: ScreenEntry = { screen: 'possible-match', icon: Eye }
const WHO: ScreenEntry = { screen: 'who-is-who', icon: Contact }
const AGREEMENTS: ScreenEntry = { screen: 'agreements', icon: Handshake }
const ADMINISTRATION: ScreenEntry = { screen: 'administration', icon: UserCog }
const AREA: ScreenEntry = { screen: 'neighbourhood', icon: MapPinned }

const REST: readonly ScreenEntry[] = [{ screen: 'logbook', icon: ScrollText }, { screen: 'settings', icon: Settings }]

export const isSchool = (person: Person): boolean => person.organisationKind === 'primary-school' || person.organisationKind === 'secondary-school'

export const screensOf = (person: Person): { readonly work: readonly ScreenEntry[]; readonly rest: readonly ScreenEntry[] } => {
  const caseload: ScreenEntry = { screen: 'caseload', icon: isSchool(person) ? Users : BookUser }
  const has = (role: Role): boolean => person.roles.includes(role)
  const own = !has('professional') ? [] : isSchool(person) ? [NEW, DAY, MINE, MATCH, caseload] : [MATCH, DAY, MINE, NEW, caseload]
  const work = [...(has('coordinator') ? [AREA] : []), ...own]
  const administration = has('administrator') ? [ADMINISTRATION] : []
  // The programmabureau begins with the agreements; who only keeps the devices, there; who does neither, with who is who.
  if (work.length === 0) return { work: person.organisationKind === 'programme-office' ? [AGREEMENTS, ...administration, WHO] : [...administration, WHO, AGREEMENTS], rest: REST }
  return { work, rest: [WHO, AGREEMENTS, ...administration, ...REST] }
}
