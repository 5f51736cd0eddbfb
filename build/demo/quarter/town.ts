/** Veenwijk and around: nine organisations, and two of the lines behind. Nobody here is real. */
import { contact, person, type DemoOrganisation, type DemoPerson } from '../people.ts'

export const WIJKEN = ['WK999801', 'WK999802', 'WK999803', 'WK999804'] as const
export type Wijk = (typeof WIJKEN)[number]
/** Of the wijkteam; the last one is of the municipality. */
const OF_TEAM: Wijk[] = WIJKEN.slice(0, 3)

const both = { roles: ['professional', 'administrator'] } as const
type Place = Omit<DemoOrganisation, 'neighbourhoods' | 'caseloadSize' | 'caseload'> &
  Partial<Pick<DemoOrganisation, 'neighbourhoods'>>

const PLACES: readonly Place[] = [
  {
    id: 'wijkteam-veenwijk',
    name: 'Wijkteam Veenwijk',
    kind: 'neighbourhood-team',
    linie: 'midfield',
    neighbourhoods: OF_TEAM,
    contact: contact('Ineke de Wit', 'Coördinator wijkteam', '03'),
    standIn: contact('Joost Adriaans', 'Coördinator wijkteam', '09'),
    people: [
      person('ineke-de-wit', 'Ineke de Wit', 'Coördinator wijkteam', '06-00 00 00 03', 'coordinator', {
        roles: ['coordinator', 'administrator'],
        neighbourhoods: OF_TEAM,
      }),
      person(
        'joost-adriaans',
        'Joost Adriaans',
        'Coördinator wijkteam',
        '06-00 00 00 09',
        'second coordinator',
        { roles: ['coordinator'], neighbourhoods: OF_TEAM },
      ),
      person('bram-kok', 'Bram Kok', 'Gezinswerker', '06-00 00 00 07', 'family worker'),
    ],
  },
  {
    id: 'de-regenboog',
    name: 'De Regenboog',
    kind: 'primary-school',
    linie: 'midfield',
    contact: contact('Joke Smit', 'Directeur', '05'),
    standIn: contact('Loes Brand', 'Adjunct-directeur', '24'),
    people: [
      person('fatima-bos', 'Fatima Bos', 'Leerkracht groep 6', '06-00 00 00 01', 'teacher'),
      person('joke-smit', 'Joke Smit', 'Directeur', '06-00 00 00 05', 'head teacher', both),
    ],
  },
  {
    id: 'de-vlinder',
    name: 'De Vlinder',
    kind: 'primary-school',
    linie: 'midfield',
    contact: contact('Anouk Peters', 'Intern begeleider', '14'),
    standIn: contact('Huub Maas', 'Directeur', '15'),
    people: [
      person('anouk-peters', 'Anouk Peters', 'Intern begeleider', '06-00 00 00 14', 'care teacher', both),
    ],
  },
  {
    id: 'het-veencollege',
    name: 'Het Veencollege',
    kind: 'secondary-school',
    linie: 'midfield',
    contact: contact('Sanne de Groot', 'Zorgcoördinator', '17'),
    standIn: contact('Rob Stel', 'Teamleider onderbouw', '25'),
    people: [
      person('wim-smeets', 'Wim Smeets', 'Mentor', '06-00 00 00 16', 'mentor'),
      person('sanne-de-groot', 'Sanne de Groot', 'Zorgcoördinator', '06-00 00 00 17', 'care teacher', both),
    ],
  },
  {
    id: 'welzijn-veenwijk',
    name: 'Welzijn Veenwijk',
    kind: 'welfare',
    linie: 'front',
    contact: contact('Karim Haddad', 'Jongerenwerker', '02'),
    standIn: contact('Nadia Vos', 'Teamleider', '26'),
    people: [
      person('karim-haddad', 'Karim Haddad', 'Jongerenwerker', '06-00 00 00 02', 'youth worker', both),
      person('naomi-blok', 'Naomi Blok', 'Jongerenwerker', '06-00 00 00 06', 'youth worker'),
    ],
  },
  {
    id: 'sport-veenland',
    name: 'Sport Veenland',
    kind: 'other',
    linie: 'front',
    contact: contact('Dave Willems', 'Buurtsportcoach', '18'),
    standIn: contact('Lien Post', 'Teamleider', '19'),
    people: [
      person('dave-willems', 'Dave Willems', 'Buurtsportcoach', '06-00 00 00 18', 'sports coach', both),
    ],
  },
  {
    id: 'jgz-veenland',
    name: 'JGZ Veenland',
    kind: 'youth-health',
    linie: 'midfield',
    contact: contact('Marloes Prins', 'Jeugdverpleegkundige', '04'),
    standIn: contact('Els Bruin', 'Jeugdarts', '08'),
    people: [
      person('marloes-prins', 'Marloes Prins', 'Jeugdverpleegkundige', '06-00 00 00 04', 'youth nurse', both),
    ],
  },
  {
    id: 'gemeente-veenland',
    name: 'Gemeente Veenland',
    kind: 'municipality',
    linie: 'midfield',
    contact: contact('Petra Vink', 'Coördinator jeugd', '20'),
    standIn: contact('Ton Rietveld', 'Beleidsadviseur jeugd', '21'),
    people: [
      person('petra-vink', 'Petra Vink', 'Coördinator jeugd', '06-00 00 00 20', 'municipality', {
        roles: ['coordinator', 'administrator'],
        neighbourhoods: WIJKEN.slice(3),
      }),
    ],
  },
  {
    id: 'programmabureau',
    name: 'Programmabureau Veenland',
    kind: 'programme-office',
    linie: 'midfield',
    neighbourhoods: [],
    contact: contact('Tamar Wolff', 'Programmasecretaris', '12'),
    standIn: contact('Gijs Hoekstra', 'Programmamanager', '13'),
    people: [
      person('tamar-wolff', 'Tamar Wolff', 'Programmasecretaris', '06-00 00 00 12', 'programmabureau', {
        roles: ['administrator'],
      }),
    ],
  },
  {
    id: 'leerplicht-veenland',
    name: 'Leerplicht Veenland',
    kind: 'other',
    linie: 'defence',
    contact: contact('Ans Bakker', 'Leerplichtambtenaar', '10'),
    standIn: contact('Youp Stam', 'Leerplichtambtenaar', '11'),
    people: [person('ans-bakker', 'Ans Bakker', 'Leerplichtambtenaar', '06-00 00 00 10', 'attendance', both)],
  },
  {
    id: 'raad-veenland',
    name: 'Raad Veenland',
    kind: 'other',
    linie: 'goal',
    contact: contact('Ruud Hofman', 'Raadsonderzoeker', '22'),
    standIn: contact('Mirjam Dik', 'Teamleider', '23'),
    people: [
      person('ruud-hofman', 'Ruud Hofman', 'Raadsonderzoeker', '06-00 00 00 22', 'protection board', both),
    ],
  },
]

export const RESIDENTS: readonly (DemoPerson & { readonly organisationId: string })[] = PLACES.flatMap(
  ({ id, people }) => people.map((one) => ({ ...one, organisationId: id })),
)
export const organisationOf = (profile: string): string =>
  RESIDENTS.find((one) => one.profile === profile)!.organisationId

/** Room beside the list, for who comes in the course of an epoch. */
const ROOM = 1.3
/** As they say how many children they work with: `listed` of each person. */
export const organisationsWith = (listed: (profile: string) => number): DemoOrganisation[] =>
  PLACES.map((place) => ({
    neighbourhoods: [...WIJKEN],
    ...place,
    caseload: null,
    caseloadSize: Math.ceil(ROOM * place.people.reduce((sum, { profile }) => sum + listed(profile), 0)),
  }))

/** Whose windows open by themselves, the coordinator first. */
export const SHOWN_HERE = ['ineke-de-wit', 'fatima-bos', 'karim-haddad']
export const coordinatorsOf = (wijk: Wijk): readonly string[] =>
  OF_TEAM.includes(wijk) ? ['ineke-de-wit', 'joost-adriaans'] : ['petra-vink']
