/** The fictional town Veenwijk: its organisations and the people whose devices exist. Nobody here is real. */
import type { Organisation, Role } from '../../shared/protocol/statements.ts'

export interface DemoPerson { readonly profile: string; readonly name: string; readonly function: string; readonly phone: string; readonly roles: readonly Role[]; readonly neighbourhoods: readonly string[]; readonly does: string }
export interface DemoOrganisation extends Pick<Organisation, 'id' | 'name' | 'kind' | 'linie' | 'neighbourhoods' | 'caseloadSize'> { readonly caseload: string; readonly people: readonly DemoPerson[] }

export const NEIGHBOURHOODS = ['WK999801', 'WK999802', 'WK999803']

const person = (profile: string, name: string, role: string, phone: string, does: string, more: Partial<DemoPerson> = {}): DemoPerson =>
  ({ profile, name, function: role, phone, does, roles: ['professional'], neighbourhoods: [], ...more })

export const ORGANISATIONS: readonly DemoOrganisation[] = [
  { id: 'de-regenboog', name: 'De Regenboog', kind: 'primary-school', linie: 'midfield', neighbourhoods: NEIGHBOURHOODS, caseloadSize: 50, caseload: 'de-regenboog.csv',
    people: [person('fatima-bos', 'Fatima Bos', 'Leerkracht groep 6', '06-00 00 00 01', 'teacher')] },
  { id: 'welzijn-veenwijk', name: 'Welzijn Veenwijk', kind: 'welfare', linie: 'front', neighbourhoods: NEIGHBOURHOODS, caseloadSize: 60, caseload: 'welzijn-veenwijk.csv',
    people: [person('karim-haddad', 'Karim Haddad', 'Jongerenwerker', '06-00 00 00 02', 'youth worker')] },
  { id: 'wijkteam-oost', name: 'Wijkteam Veenwijk Oost', kind: 'neighbourhood-team', linie: 'midfield', neighbourhoods: NEIGHBOURHOODS, caseloadSize: 40, caseload: 'wijkteam-oost.csv',
    people: [person('ineke-de-wit', 'Ineke de Wit', 'Coördinator wijkteam', '06-00 00 00 03', 'coordinator', { roles: ['professional', 'coordinator', 'administrator'], neighbourhoods: NEIGHBOURHOODS })] },
  { id: 'jgz-veenland', name: 'JGZ Veenland', kind: 'youth-health', linie: 'midfield', neighbourhoods: NEIGHBOURHOODS, caseloadSize: 90, caseload: 'jgz-veenland.csv',
    people: [person('marloes-prins', 'Marloes Prins', 'Jeugdverpleegkundige', '06-00 00 00 04', 'youth nurse')] },
]
