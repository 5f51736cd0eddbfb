/** The fictional town Veenwijk: its organisations and the people whose devices exist. Nobody here is real. */
import type { Contact, Organisation } from '../../shared/membership/statements.ts'
import type { Role } from '../../shared/domain/identifiers.ts'

export interface DemoPerson {
  readonly profile: string
  readonly name: string
  readonly function: string
  readonly phone: string
  readonly roles: readonly Role[]
  readonly neighbourhoods: readonly string[]
  readonly does: string
}
/** `caseload`: file of the list that its professionals begin with; null: none. */
export interface DemoOrganisation extends Pick<
  Organisation,
  'id' | 'name' | 'kind' | 'linie' | 'neighbourhoods' | 'caseloadSize' | 'contact' | 'standIn'
> {
  readonly caseload: string | null
  readonly people: readonly DemoPerson[]
}

export const NEIGHBOURHOODS = ['WK999801', 'WK999802', 'WK999803']

export const person = (
  profile: string,
  name: string,
  role: string,
  phone: string,
  does: string,
  more: Partial<DemoPerson> = {},
): DemoPerson => ({
  profile,
  name,
  function: role,
  phone,
  does,
  roles: ['professional'],
  neighbourhoods: [],
  ...more,
})

export const contact = (name: string, role: string, end: string): Contact => ({
  name,
  function: role,
  phone: `06-00 00 00 ${end}`,
  mail: `${name.split(' ')[0]!.toLowerCase()}@veenwijk.example`,
})
export const DEMO_BASIS = {
  text: 'Oefenstad: hier werkt niemand echt en er is geen echt kind.',
  by: 'Bestuur van Veenwijk',
}
export const DEMO_OFFICER = 'Floor Gerritsen'

export const ORGANISATIONS: readonly DemoOrganisation[] = [
  {
    id: 'de-regenboog',
    name: 'De Regenboog',
    kind: 'primary-school',
    linie: 'midfield',
    neighbourhoods: NEIGHBOURHOODS,
    caseloadSize: 50,
    caseload: 'de-regenboog.csv',
    contact: contact('Joke Smit', 'Directeur', '05'),
    standIn: contact('Fatima Bos', 'Leerkracht groep 6', '01'),
    people: [
      person('fatima-bos', 'Fatima Bos', 'Leerkracht groep 6', '06-00 00 00 01', 'teacher'),
      person('joke-smit', 'Joke Smit', 'Directeur', '06-00 00 00 05', 'administrator', {
        roles: ['professional', 'administrator'],
      }),
    ],
  },
  {
    id: 'welzijn-veenwijk',
    name: 'Welzijn Veenwijk',
    kind: 'welfare',
    linie: 'front',
    neighbourhoods: NEIGHBOURHOODS,
    caseloadSize: 60,
    caseload: 'welzijn-veenwijk.csv',
    contact: contact('Karim Haddad', 'Jongerenwerker', '02'),
    standIn: contact('Nadia Vos', 'Teamleider', '06'),
    people: [
      person('karim-haddad', 'Karim Haddad', 'Jongerenwerker', '06-00 00 00 02', 'youth worker', {
        roles: ['professional', 'administrator'],
      }),
    ],
  },
  {
    id: 'wijkteam-oost',
    name: 'Wijkteam Veenwijk Oost',
    kind: 'neighbourhood-team',
    linie: 'midfield',
    neighbourhoods: NEIGHBOURHOODS,
    caseloadSize: 40,
    caseload: 'wijkteam-oost.csv',
    contact: contact('Ineke de Wit', 'Coördinator wijkteam', '03'),
    standIn: contact('Bram Kok', 'Gezinswerker', '07'),
    people: [
      person('ineke-de-wit', 'Ineke de Wit', 'Coördinator wijkteam', '06-00 00 00 03', 'coordinator', {
        roles: ['professional', 'coordinator', 'administrator'],
        neighbourhoods: NEIGHBOURHOODS,
      }),
      person(
        'joost-adriaans',
        'Joost Adriaans',
        'Coördinator wijkteam',
        '06-00 00 00 09',
        'second coordinator',
        { roles: ['coordinator'], neighbourhoods: NEIGHBOURHOODS },
      ),
    ],
  },
  {
    id: 'jgz-veenland',
    name: 'JGZ Veenland',
    kind: 'youth-health',
    linie: 'midfield',
    neighbourhoods: NEIGHBOURHOODS,
    caseloadSize: 90,
    caseload: 'jgz-veenland.csv',
    contact: contact('Marloes Prins', 'Jeugdverpleegkundige', '04'),
    standIn: contact('Els Bruin', 'Jeugdarts', '08'),
    people: [
      person('marloes-prins', 'Marloes Prins', 'Jeugdverpleegkundige', '06-00 00 00 04', 'youth nurse', {
        roles: ['professional', 'administrator'],
      }),
    ],
  },
  {
    id: 'leerplicht-veenland',
    name: 'Leerplicht Veenland',
    kind: 'other',
    linie: 'defence',
    neighbourhoods: NEIGHBOURHOODS,
    caseloadSize: 50,
    caseload: 'de-regenboog.csv',
    contact: contact('Ans Bakker', 'Leerplichtambtenaar', '10'),
    standIn: contact('Youp Stam', 'Leerplichtambtenaar', '11'),
    people: [
      person('ans-bakker', 'Ans Bakker', 'Leerplichtambtenaar', '06-00 00 00 10', 'attendance', {
        roles: ['professional', 'administrator'],
      }),
    ],
  },
  {
    id: 'programmabureau',
    name: 'Programmabureau Veenland',
    kind: 'programme-office',
    linie: 'midfield',
    neighbourhoods: [],
    caseloadSize: 0,
    caseload: null,
    contact: contact('Tamar Wolff', 'Programmasecretaris', '12'),
    standIn: contact('Gijs Hoekstra', 'Programmamanager', '13'),
    people: [
      person('tamar-wolff', 'Tamar Wolff', 'Programmasecretaris', '06-00 00 00 12', 'programmabureau', {
        roles: ['administrator'],
      }),
    ],
  },
]
/** Whose windows open by themselves. */
export const SHOWN = ['fatima-bos', 'karim-haddad', 'ineke-de-wit']
