/**
 * Which screens a person has, in the order of the work: schools ask first, others look first, coordinators
 * overview first. Where answers to obstacles are owed, those are work.
 */
import {
  BookUser,
  Contact,
  Eye,
  Handshake,
  LayoutDashboard,
  Map,
  MapPinned,
  MessageSquareWarning,
  Plus,
  RadioTower,
  ScrollText,
  Settings,
  Sun,
  UserCog,
  Users,
  type LucideIcon,
} from 'lucide-react'
import type { Screen } from '../../shared/bridge.ts'
import { isBehind } from '../../shared/domain/linies.ts'
import type { Role } from '../../shared/domain/identifiers.ts'
import { isSchool } from '../../shared/calendar/school-holidays.ts'
import type { Person } from '../../shared/api/session.ts'

export interface ScreenEntry {
  readonly screen: Screen
  readonly icon: LucideIcon
  readonly keys?: string
}

const NEW: ScreenEntry = { screen: 'new-signal', icon: Plus, keys: 'N' }
const DAY: ScreenEntry = { screen: 'my-day', icon: Sun }
const MINE: ScreenEntry = { screen: 'my-signals', icon: RadioTower }
const MATCH: ScreenEntry = { screen: 'possible-match', icon: Eye }
const WHO: ScreenEntry = { screen: 'who-is-who', icon: Contact }
const AGREEMENTS: ScreenEntry = { screen: 'agreements', icon: Handshake }
const OBSTACLES: ScreenEntry = { screen: 'obstacles', icon: MessageSquareWarning }
const OVERSIGHT: ScreenEntry = { screen: 'oversight', icon: LayoutDashboard }
const ADMINISTRATION: ScreenEntry = { screen: 'administration', icon: UserCog }
const AREA: ScreenEntry = { screen: 'neighbourhood', icon: MapPinned }
const FIGURES: ScreenEntry = { screen: 'neighbourhoods', icon: Map }

const REST: readonly ScreenEntry[] = [
  { screen: 'logbook', icon: ScrollText },
  { screen: 'settings', icon: Settings },
]

/** Whether a person has a list of children of their own. */
export const hasList = (person: Person): boolean =>
  screensOf(person).work.some(({ screen }) => screen === 'caseload')
/** The words over Ctrl K's list, in the catalogue. */
export const paletteTitle = (person: Person): 'palette.titleList' | 'palette.title' =>
  hasList(person) ? 'palette.titleList' : 'palette.title'

export const screensOf = (
  person: Person,
): { readonly work: readonly ScreenEntry[]; readonly rest: readonly ScreenEntry[] } => {
  const caseload: ScreenEntry = {
    screen: 'caseload',
    icon: isSchool(person.organisationKind) ? Users : BookUser,
  }
  const has = (role: Role): boolean => person.roles.includes(role)
  const ownWork = (): readonly ScreenEntry[] => {
    if (!has('professional')) return []
    if (isBehind(person)) return [MATCH, caseload]
    return isSchool(person.organisationKind)
      ? [NEW, DAY, MINE, MATCH, caseload]
      : [MATCH, DAY, MINE, NEW, caseload]
  }
  const own = ownWork()
  const work = has('coordinator') ? [AREA, FIGURES, ...(own.length > 0 ? own : [DAY]), OBSTACLES] : own
  const administration = has('administrator') ? [ADMINISTRATION] : []
  const answering =
    person.organisationKind === 'programme-office' || person.organisationKind === 'municipality' ? [DAY] : []
  // The programmabureau begins with what it watches over; who only keeps the devices, there; who does
  // neither, with who is who.
  if (work.length === 0)
    return {
      work:
        person.organisationKind === 'programme-office'
          ? [
              ...(administration.length > 0 ? [OVERSIGHT] : []),
              AGREEMENTS,
              ...answering,
              OBSTACLES,
              ...administration,
              WHO,
            ]
          : [...administration, ...answering, OBSTACLES, WHO, AGREEMENTS],
      rest: REST,
    }
  return {
    work,
    rest: [
      WHO,
      AGREEMENTS,
      ...(work.includes(OBSTACLES) || isBehind(person) ? [] : [OBSTACLES]),
      ...administration,
      ...REST,
    ],
  }
}
