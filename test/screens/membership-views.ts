/** Projections of who takes part, for the screens of joining, administration and who is who. */
import type { AdministrationView, OrganisationView } from '../../shared/api/membership.ts'
import type { Views } from '../../shared/api/api.ts'

const HOURS = { days: [1, 2, 3, 4, 5], from: '08:30', until: '17:00' }
const contact = (name: string, role: string) => ({
  name,
  function: role,
  phone: '06-00 00 00 20',
  mail: 'contact@voorbeeld.nl',
})
const organisation = (id: string, name: string, more: Partial<OrganisationView> = {}): OrganisationView => ({
  id,
  name,
  kind: 'welfare',
  linie: 'front',
  neighbourhoods: ['WK990101', 'WK990102'],
  caseloadSize: 240,
  basis: { text: 'Publieke taak (Wmo), vastgelegd met de FG.', by: 'Bestuur', on: '2026-09-01' },
  usesBsn: false,
  dpia: { on: '2026-09-01', officer: 'Floor Gerritsen' },
  contact: contact('Nadia Vos', 'teamleider'),
  standIn: contact('Wil Post', 'jongerenwerker'),
  reachable: HOURS,
  awayUntil: null,
  devices: 6,
  coordinates: [],
  own: false,
  ...more,
})
export const organisations: readonly OrganisationView[] = [
  organisation('de-regenboog', 'De Regenboog', {
    kind: 'primary-school',
    linie: 'midfield',
    contact: contact('Joke Smit', 'directeur'),
    own: true,
  }),
  organisation('jgz-veenland', 'JGZ Veenland', {
    kind: 'youth-health',
    linie: 'midfield',
    contact: contact('Marloes Prins', 'jeugdverpleegkundige'),
    awayUntil: '2026-12-04',
  }),
  organisation('welzijn', 'Welzijn Veenwijk'),
  organisation('wijkteam', 'Wijkteam Oost', {
    kind: 'neighbourhood-team',
    linie: 'midfield',
    dpia: null,
    coordinates: ['WK990101'],
  }),
  organisation('sport', 'Voetbalclub VVV', { kind: 'other' }),
  organisation('leerplicht', 'Leerplicht Veenland', { kind: 'municipality', linie: 'defence' }),
  organisation('raad', 'Raad voor de Kinderbescherming', { kind: 'other', linie: 'goal' }),
]

const words = ['kam', 'tijger', 'oven', 'walnoot']
const device = (
  id: string,
  name: string | null,
  more: Partial<NonNullable<AdministrationView>['devices'][number]> = {},
): NonNullable<AdministrationView>['devices'][number] => ({
  id,
  name,
  roles: ['professional'],
  neighbourhoods: [],
  own: false,
  revoked: null,
  forked: false,
  ...more,
})
const invite = (
  id: string,
  more: Partial<NonNullable<AdministrationView>['invites'][number]>,
): NonNullable<AdministrationView>['invites'][number] => ({
  id,
  code: '7KQ4M-2XPNB',
  roles: ['professional'],
  neighbourhoods: [],
  expiresAt: '2026-11-24T13:02:00.000Z',
  state: 'waiting',
  who: null,
  words: null,
  ...more,
})
export const administration: NonNullable<AdministrationView> = {
  devices: [
    device('d-1', 'Joke Smit', { own: true, roles: ['administrator', 'professional'] }),
    device('d-2', 'Fatima Bos'),
    device('d-3', 'Sanne Blok', { roles: ['administrator'] }),
    device('d-4', null, { forked: true }),
    device('d-5', 'Bram Kok', { revoked: { at: '2026-11-20T10:00:00.000Z', reason: 'lost' } }),
  ],
  invites: [
    invite('i-1', { state: 'asked', who: 'Lotte Maas, leerkracht groep 3', words }),
    invite('i-2', {}),
    invite('i-3', { state: 'expired' }),
  ],
  details: {
    organisationId: 'de-regenboog',
    serial: 2,
    dpia: { on: '2026-09-01', officer: 'Floor Gerritsen' },
    contact: contact('Joke Smit', 'directeur'),
    standIn: contact('Wil Post', 'adjunct'),
    reachable: HOURS,
    awayUntil: null,
  },
}
/** A new organisation: one administrator, nothing filled in yet. */
export const administrationNew: NonNullable<AdministrationView> = {
  devices: [administration.devices[0]!],
  invites: [],
  details: null,
}

const joining = (
  more: Partial<NonNullable<Views['session']['joining']>> = {},
): Views['session']['joining'] => ({
  for: 'device',
  organisation: 'De Regenboog',
  words: null,
  refused: false,
  problem: null,
  ...more,
})
export const JOINING = {
  wait: joining(),
  words: joining({ words }),
  organisation: joining({ for: 'organisation', words, problem: 'offline' }),
  refused: joining({ refused: true }),
}
