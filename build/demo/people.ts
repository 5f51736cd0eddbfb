/** The fictional town Veenwijk: its organisations and the people whose devices exist. Nobody here is real. */
import type { Contact, Organisation, Role } from '../../shared/protocol/statements.ts'

export interface DemoPerson { readonly profile: string; readonly name: string; readonly function: string; readonly phone: string; readonly roles: readonly Role[]; readonly neighbourhoods: readonly string[]; readonly does: string }
export interface DemoOrganisation extends Pick<Organisation, 'id' | 'name' | 'kind' | 'linie' | 'neighbourhoods' | 'caseloadSize' | 'contact' | 'standIn'> { readonly caseload: string; readonly people: readonly DemoPerson[] }

export const NEIGHBOURHOODS = ['WK999801', 'WK999802', 'WK999803']

const person = (profile: string, name: string, role: string, phone: string, does: string, more: Partial<DemoPerson> = {}): DemoPerson =>
  ({ profile, name, function: role, phone, does, roles: ['professional'], neighbourhoods: [], ...more })

const contact = (name: string, role: string, end: string): Contact => ({ name, function: role, phone: `06-00 00 00 ${end}`, mail: `${name.split(' ')[0]!.toLowerCase()}@veenwijk.example` })
export const DEMO_BASIS = { text: 'Oefenstad: hier werkt niemand echt en er is geen echt kind.', by: 'Bestuur van Veenwijk', on: '2026-09-01' }
export const DEMO_DPIA = { on: '2026-09-01', officer: 'Floor Gerritsen' }

export const ORGANISATIONS: readonly DemoOrganisation[] = [
  { id: 'de-regenboog', name: 'De Regenboog', kind: 'primary-school', linie: 'midfield', neighbourhoods: NEIGHBOURHOODS, caseloadSize: 50, caseload: 'de-regenboog.csv',
    contact: contact('Joke Smit', 'Directeur', '05'), standIn: contact('Fatima Bos', 'Leerkracht groep 6', '01'),
    people: [person('fatima-bos', 'Fatima Bos', 'Leerkracht groep 6', '06-00 00 00 01', 'teacher'), person('joke-smit', 'Joke Smit', 'Directeur', '06-00 00 00 05', 'administrator', { roles: ['professional', 'administrator'] })] },
  { id: 'welzijn-veenwijk', name: 'Welzijn Veenwijk', kind: 'welfare', linie: 'front', neighbourhoods: NEIGHBOURHOODS, caseloadSize: 60, caseload: 'welzijn-veenwijk.csv',
    contact: contact('Karim Haddad', 'Jongerenwerker', '02'), standIn: contact('Nadia Vos', 'Teamleider', '06'),
    people: [person('karim-haddad', 'Karim Haddad', 'Jongerenwerker', '06-00 00 00 02', 'youth worker', { roles: ['professional', 'administrator'] })] },
  { id: 'wijkteam-oost', name: 'Wijkteam Veenwijk Oost', kind: 'neighbourhood-team', linie: 'midfield', neighbourhoods: NEIGHBOURHOODS, caseloadSize: 40, caseload: 'wijkteam-oost.csv',
    contact: contact('Ineke de Wit', 'Coördinator wijkteam', '03'), standIn: contact('Bram Kok', 'Gezinswerker', '07'),
    people: [person('ineke-de-wit', 'Ineke de Wit', 'Coördinator wijkteam', '06-00 00 00 03', 'coordinator', { roles: ['professional', 'coordinator', 'administrator'], neighbourhoods: NEIGHBOURHOODS })] },
  { id: 'jgz-veenland', name: 'JGZ Veenland', kind: 'youth-health', linie: 'midfield', neighbourhoods: NEIGHBOURHOODS, caseloadSize: 90, caseload: 'jgz-veenland.csv',
    contact: contact('Marloes Prins', 'Jeugdverpleegkundige', '04'), standIn: contact('Els Bruin', 'Jeugdarts', '08'),
    people: [person('marloes-prins', 'Marloes Prins', 'Jeugdverpleegkundige', '06-00 00 00 04', 'youth nurse', { roles: ['professional', 'administrator'] })] },
]
