/** Which screens a person has, in the order of the work: schools ask first, others look first, coordinators overview first. */
import { BookUser, Eye, MapPinned, Plus, RadioTower, ScrollText, Settings, Users, type LucideIcon } from 'lucide-react'
import type { Screen } from '../../shared/bridge.ts'
import type { Person } from '../../shared/worker.ts'

export interface ScreenEntry { readonly screen: Screen; readonly icon: LucideIcon; readonly keys?: string }

const NEW: ScreenEntry = { screen: 'new-signal', icon: Plus, keys: 'N' }
const MINE: ScreenEntry = { screen: 'my-signals', icon: RadioTower }
const MATCH: ScreenEntry = { screen: 'possible-match', icon: Eye }
const AREA: ScreenEntry = { screen: 'neighbourhood', icon: MapPinned }

export const isSchool = (person: Person): boolean => person.organisationKind === 'primary-school' || person.organisationKind === 'secondary-school'

export const screensOf = (person: Person): { readonly work: readonly ScreenEntry[]; readonly rest: readonly ScreenEntry[] } => {
  const caseload: ScreenEntry = { screen: 'caseload', icon: isSchool(person) ? Users : BookUser }
  const coordinator = person.roles.includes('coordinator') ? [AREA] : []
  const work = isSchool(person) ? [NEW, MINE, MATCH, caseload] : [MATCH, MINE, NEW, caseload]
  return { work: [...coordinator, ...work], rest: [{ screen: 'logbook', icon: ScrollText }, { screen: 'settings', icon: Settings }] }
}
