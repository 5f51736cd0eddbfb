/** People and children of Veenwijk, a town that does not exist. */
import { USUAL_AGREEMENTS } from '../../shared/membership/agreements.ts'
import type { CaseloadSummary, ImportColumn, ImportingView, ListedChild } from '../../shared/api/caseload.ts'
import type { ClockView, EntryView } from '../../shared/api/conversation.ts'
import type { Comparison, PossibleMatch } from '../../shared/api/possible-match.ts'
import type { NeighbourhoodSignal } from '../../shared/api/triage.ts'
import type { ObstacleView } from '../../shared/api/obstacles.ts'
import type { Person } from '../../shared/api/session.ts'
import type { SentSignal } from '../../shared/api/my-signals.ts'
import type { Task } from '../../shared/api/my-day.ts'
import type { Views } from '../../shared/api/api.ts'

const person = (
  name: string,
  job: string,
  organisation: string,
  kind: Person['organisationKind'],
  more: Partial<Person> = {},
): Person => ({
  name,
  function: job,
  phone: '06-00 00 00 00',
  organisation,
  organisationId: 'sample',
  organisationKind: kind,
  linie: 'midfield',
  roles: ['professional'],
  neighbourhoods: [],
  ...more,
})

export const FATIMA = person('Fatima Bos', 'Leerkracht groep 6', 'De Regenboog', 'primary-school')
export const KARIM = person('Karim Haddad', 'Jongerenwerker', 'Welzijn Veenwijk', 'welfare')
/** A youth nurse: professional secrecy is usual there. */
export const NORA = person('Nora Visser', 'Jeugdverpleegkundige', 'JGZ Veenland', 'youth-health')
export const INGE = person('Inge Drost', 'Coördinator wijkteam', 'Wijkteam Oost', 'neighbourhood-team', {
  roles: ['professional', 'coordinator'],
  neighbourhoods: ['WK990101', 'WK990102'],
})

const child = (
  id: string,
  firstName: string,
  lastName: string,
  birthDate: string,
  group: string,
  postcode: string,
  more: { prefix?: string } = {},
): ListedChild => ({
  id: `child-${id}-1`,
  firstName,
  lastName,
  birthDate,
  group,
  postcode,
  houseNumber: '12',
  neighbourhood: 'WK990101',
  ...more,
})

const FIRST = [
  'Ada',
  'Bram',
  'Cem',
  'Dina',
  'Emre',
  'Femke',
  'Gijs',
  'Hana',
  'Ilias',
  'Jip',
  'Kaya',
  'Lotte',
  'Mees',
  'Nour',
  'Oumaima',
  'Pien',
  'Quinn',
  'Rayan',
  'Saar',
  'Thijs',
  'Ümit',
  'Vera',
  'Wout',
  'Xenia',
  'Yara',
  'Zoë',
]
const LAST = [
  'Bakker',
  'Çelik',
  'Dijkstra',
  'El Amrani',
  'Jansen',
  'Kowalski',
  'Ngata',
  'Peters',
  'Šimić',
  'de Wit',
]

export const children: readonly ListedChild[] = [
  child('sami', 'Sami', 'Yıldız', '2017-03-14', '6', '1234AB'),
  child('elif', 'Elif', 'Yıldız', '2020-02-02', '3', '1234AB'),
  child('noor', 'Noor', 'Vries', '2016-12-01', '6', '1234CD', { prefix: 'de' }),
  child('daan', 'Daan', 'Vries', '2015-05-21', '8', '1234CD', { prefix: 'de' }),
  child('johannes', 'Johannes Cornelis', 'Amrani', '2016-01-01', '6', '1235EF'),
  child('milan', 'Milan', 'Kuiper', '2017-07-09', '6', '1235EF'),
  ...FIRST.flatMap((first, i) => [
    child(
      `more-${i}`,
      first,
      LAST[i % LAST.length]!,
      `201${6 + (i % 3)}-0${1 + (i % 9)}-1${i % 9}`,
      String(4 + (i % 4)),
      `12${30 + i}XY`,
    ),
  ]),
]

export const summaryOf = (list: readonly ListedChild[]): CaseloadSummary => ({
  total: list.length,
  revision: list.length,
  undoUntil: list.length > 0 ? '2026-11-27T08:00:00.000Z' : null,
  lastImport:
    list.length > 0
      ? {
          at: '2026-09-01T08:05:00.000Z',
          outcome: { added: 57, changed: 0, unchanged: 0, gone: 0, removed: 0, duplicates: 0, notRead: 2 },
        }
      : null,
})

const column = (
  index: number,
  header: string,
  sample: string,
  use: ImportColumn['use'],
  why: ImportColumn['why'],
  choice: ImportColumn['choice'] = 'free',
): ImportColumn => ({ index, header, sample, use, why, choice, filled: 12480 })
const COLUMNS = [
  column(0, 'Roepnaam', 'Sami', 'firstName', 'compare'),
  column(1, 'Achternaam', 'Yıldız', 'lastName', 'compare'),
  column(2, 'Geb.datum', '14-03-2017', 'birthDate', 'date-order'),
  column(3, 'Postcode', '1234 AB', 'postcode', 'compare'),
  column(4, 'Behandelaar', 'K. Haddad', 'worker', 'notified'),
  column(5, 'Tel. ouder 1', '06-•• •• •• ••', 'phone', 'local'),
  column(6, 'BSN', '•••••••••', 'skip', 'bsn-test', 'never'),
  column(7, 'Diagnose', '•••••••••', 'skip', 'health', 'never'),
  column(8, 'Zorgnotitie', '•••••••••', 'skip', 'free-text', 'never'),
  column(9, 'Geslacht', 'j', 'skip', 'not-needed'),
]
/** A file of a list while a person maps its columns. */
export const importingOf = (more: Partial<ImportingView> = {}): ImportingView => ({
  step: 'columns',
  file: { name: 'jongeren-2026.xlsx', format: 'xlsx', encoding: null, sheet: null, rows: 12480 },
  sheets: [],
  columns: COLUMNS,
  progress: { done: 7738, total: 12480, paused: false, secondsLeft: 4 },
  missing: [],
  problems: {
    rows: 2,
    cells: 2,
    skipped: 0,
    mended: 0,
    offset: 0,
    page: [
      {
        row: 418,
        column: 2,
        header: 'geboortedatum',
        use: 'birthDate',
        value: '31-02-2016',
        problem: 'date-unknown-day',
      },
      {
        row: 2044,
        column: 3,
        header: 'postcode',
        use: 'postcode',
        value: '1234 SS',
        problem: 'postcode-letters',
      },
    ],
  },
  century: null,
  comparison: {
    since: '2026-09-01T08:05:00.000Z',
    added: 312,
    changed: 41,
    unchanged: 11840,
    gone: 287,
    duplicates: 0,
    zeros: 0,
  },
  ignoreZeros: false,
  removeGone: false,
  notes: [],
  outcome: null,
  ...more,
})

const content = (lostSince: string, children: SentSignal['content']['children']): SentSignal['content'] => ({
  number: 'R-412-702-3242',
  lostSince,
  attempts: [
    { way: 'called', times: 3 },
    { way: 'messaged', times: 1 },
    { way: 'visited', times: 1 },
  ],
  urgency: 'normal',
  parents: 'unreachable',
  children,
  organisationKind: 'primary-school',
  neighbourhood: 'WK990101',
  compared: ['address'],
})
const entry = (
  at: string,
  kind: SentSignal['timeline'][number]['kind'],
  more: Partial<SentSignal['timeline'][number]> = {},
): SentSignal['timeline'][number] => ({
  at: `2026-11-${at}:00.000Z`,
  kind,
  who: null,
  answer: null,
  outcome: null,
  onward: null,
  ...more,
})

const clock = (
  stage: ClockView['stage'],
  turn: ClockView['turn'],
  dueOn: string,
  more: Partial<ClockView> = {},
): ClockView => ({
  stage,
  turn,
  dueOn,
  late: false,
  paused: false,
  ours: turn === 'you' && stage !== 'first-answer',
  next: null,
  standIn: null,
  ...more,
})
const JOOST = { name: 'Joost de Bruin', phone: '06-00 00 00 07' }
const said = (
  ref: string,
  at: string,
  mine: boolean,
  what: EntryView['entry'],
  more: Partial<EntryView> = {},
): EntryView => ({
  ref: `AAAAAAA${ref}`,
  at: `2026-11-${at}:00.000Z`,
  mine,
  waiting: false,
  entry: what,
  answer: null,
  reason: null,
  open: false,
  ...more,
})
/** As the requester sees it; the other sees the same with the sides changed. */
const CONVERSATION: readonly EntryView[] = [
  said('A', '23T12:58', true, { kind: 'ask', ask: 'contact-for-us' }, { answer: 'accepted' }),
  said('B', '23T13:00', false, {
    kind: 'text',
    text: 'Ik zie Sami woensdag bij het voetbal. Dan praat ik ook even met zijn moeder.',
  }),
  said('C', '23T13:01', false, { kind: 'ask', ask: 'take-lead' }, { answer: 'open', open: true }),
  said(
    'D',
    '23T13:02',
    true,
    { kind: 'agreement', by: 'both', what: 'meet', on: '2026-11-25' },
    { waiting: true },
  ),
]
const turned = (items: readonly EntryView[]): EntryView[] =>
  items.map((item) => ({
    ...item,
    mine: !item.mine,
    waiting: false,
    open: item.answer === 'open' && item.mine,
  }))

type Informing = SentSignal['informing']
const decided = (
  day: string,
  on: string,
  reason: Informing['reason'] = 'unreachable',
): Informing['history'][number] => ({
  at: `2026-11-${day}T09:14:00.000Z`,
  kind: reason ? 'deferred' : 'informed',
  on,
  reason,
})
export const notYet = (more: Partial<Informing> = {}): Informing => ({
  state: 'deferred',
  reason: 'unreachable',
  dueOn: '2026-11-28',
  due: false,
  restored: false,
  addressee: 'parents',
  lastDay: '2026-12-22',
  history: [decided('21', '2026-11-28')],
  ...more,
})
export const known = (): Informing =>
  notYet({ state: 'informed', reason: null, dueOn: null, history: [decided('21', '2026-11-21', null)] })
/** Put off twice, and now there is contact again. */
export const restoredInforming = (): Informing =>
  notYet({
    due: true,
    dueOn: '2026-11-23',
    restored: true,
    reason: 'interpreter',
    addressee: 'both',
    history: [
      decided('09', '2026-11-16'),
      decided('16', '2026-11-20'),
      decided('20', '2026-11-30', 'interpreter'),
    ],
  })

const signal = (
  id: string,
  names: readonly (readonly [string, string])[],
  more: Partial<SentSignal>,
): SentSignal => ({
  id: `signal-${id}`,
  advice: 'usual',
  namesOnward: true,
  number: 'R-412-702-3242',
  children: names.map(([name, group]) => ({ name, group, addressee: 'parents' })),
  state: 'open',
  waitingFor: null,
  carriedAt: null,
  filedAt: '2026-11-21T09:14:00.000Z',
  sentAt: '2026-11-21T09:14:00.000Z',
  content: content(
    '2026-11-16',
    names.map(() => '8-11'),
  ),
  note: '',
  disappearsOn: '2026-12-23',
  answerBy: '2026-11-25',
  looked: 7,
  of: 9,
  clock: null,
  followUp: null,
  answers: [],
  conflicts: [],
  forks: [],
  coordinated: [],
  nameAsked: null,
  lines: [],
  escalations: [],
  alike: [],
  links: [],
  outcome: null,
  onward: null,
  timeline: [entry('21T09:14', 'filed'), entry('21T09:14', 'sent')],
  informing: notYet(),
  ...more,
})

export const sent: Views['sent'] = [
  signal(
    'yildiz',
    [
      ['Sami Yıldız', '6'],
      ['Elif Yıldız', '3'],
    ],
    {
      state: 'answered',
      note: 'Oma woont in Polderstad.',
      content: content('2026-11-16', ['8-11', '4-7']),
      answers: [
        {
          organisation: 'Welzijn Veenwijk',
          name: 'Karim Haddad',
          function: 'jongerenwerker',
          phone: '06-00 00 00 00',
          answer: 'contact-call-me',
          at: '2026-11-23T12:52:00.000Z',
          outcome: null,
          onward: null,
          conversation: {
            responder: 'device-karim',
            reads: true,
            lead: 'you',
            items: [...CONVERSATION],
            read: CONVERSATION.findLast(({ mine }) => mine)?.ref ?? null,
            unseen: false,
            pause: null,
          },
          clock: clock('outcome', 'you', '2026-11-30', {
            next: { turn: 'your-stand-in', on: '2026-12-01' },
            standIn: JOOST,
          }),
        },
      ],
      timeline: [
        entry('21T09:14', 'filed'),
        entry('21T09:14', 'sent'),
        entry('23T12:52', 'answer', { who: 'Welzijn Veenwijk', answer: 'contact-call-me' }),
        entry('23T12:52', 'your-turn', { who: 'Karim Haddad' }),
      ],
    },
  ),
  signal(
    'devries',
    [
      ['Noor de Vries', '6'],
      ['Daan de Vries', '8'],
    ],
    {
      number: 'R-398-146-1500',
      informing: known(),
      content: content('2026-11-11', ['8-11', '8-11']),
      looked: 9,
      disappearsOn: '2026-12-18',
      answerBy: '2026-11-24',
      clock: clock('first-answer', 'anybody', '2026-11-24', {
        next: { turn: 'coordinator', on: '2026-11-25' },
      }),
    },
  ),
  signal('kuiper', [['Milan Kuiper', '6']], {
    number: 'R-500-231-4497',
    state: 'waiting',
    waitingFor: 'offline',
    sentAt: null,
    looked: null,
    content: content('2026-11-12', ['8-11']),
    timeline: [entry('23T09:14', 'filed')],
  }),
  signal('pinas', [['Jayden Pinas', '5']], {
    number: 'R-221-021-6013',
    state: 'closed',
    outcome: 'contact-restored',
    informing: known(),
    timeline: [
      entry('01T09:14', 'filed'),
      entry('01T09:14', 'sent'),
      entry('03T10:00', 'own-outcome', { outcome: 'contact-restored' }),
    ],
  }),
]

const rows = (name: string, birth: string, age: string): Comparison[] => [
  { field: 'name', theirs: null, ours: name, result: 'equal' },
  { field: 'birth-date', theirs: null, ours: birth, result: 'equal' },
  { field: 'postcode', theirs: null, ours: '1234AB', result: 'not-compared' },
  { field: 'age-group', theirs: '8-11, 4-7', ours: age, result: 'fits' },
  { field: 'neighbourhood', theirs: 'WK990101', ours: 'WK990102', result: 'different' },
  { field: 'family', theirs: '2', ours: '2', result: 'fits' },
]
const match = (id: string, more: Partial<PossibleMatch>): PossibleMatch => ({
  id: `signal-${id}`,
  advice: 'usual',
  namesOnward: true,
  number: 'R-412-702-3242',
  organisation: 'De Regenboog',
  receivedAt: '2026-11-23T12:20:00.000Z',
  answerBy: '2026-11-25',
  disappearsOn: '2026-12-23',
  state: 'new',
  consulting: null,
  crossed: false,
  escalation: null,
  canAnswerUnnamed: true,
  ourAnswer: null,
  ourOutcome: null,
  ourOnward: null,
  theirOutcome: null,
  theirOnward: null,
  requesterReads: true,
  forks: [],
  conversation: null,
  clock: clock('first-answer', 'you', '2026-11-25', { next: { turn: 'coordinator', on: '2026-11-26' } }),
  children: [
    {
      childId: 'child-sami-1',
      name: 'Sami Yildiz',
      birthDate: '2017-03-14',
      group: null,
      comparisons: rows('Sami Yildiz', '2017-03-14', '9'),
      notTheSame: false,
      certainty: 'likely',
      deniedBefore: null,
    },
    {
      childId: 'child-elif-1',
      name: 'Elif Yildiz',
      birthDate: '2020-02-02',
      group: null,
      comparisons: rows('Elif Yildiz', '2020-02-02', '6'),
      notTheSame: false,
      certainty: 'likely',
      deniedBefore: null,
    },
  ],
  content: {
    type: 'signal',
    ...content('2026-11-16', ['8-11', '4-7']),
    requester: { name: 'Fatima Bos', function: 'leerkracht groep 6', phone: '06-00 00 00 00' },
    sentAt: '2026-11-21T09:14:00.000Z',
  },
  ...more,
})
export const matches: Views['matches'] = [
  match('yildiz', {}),
  match('devries', {
    number: 'R-398-146-1500',
    children: [
      {
        childId: 'child-noor-1',
        name: 'Noor de Vries',
        birthDate: '2016-12-01',
        group: null,
        comparisons: rows('Noor de Vries', '2016-12-01', '9'),
        notTheSame: false,
        certainty: 'likely',
        deniedBefore: null,
      },
    ],
  }),
  match('answered', {
    number: 'R-104-488-0478',
    state: 'answered',
    ourAnswer: 'contact-parents-first',
    conversation: {
      responder: 'device-karim',
      reads: true,
      lead: 'other',
      items: turned(CONVERSATION),
      read: 'answer',
      unseen: false,
      pause: { mine: false, reason: 'family-needs-time', until: '2026-11-27' },
    },
    clock: clock('outcome', 'other', '2026-11-20', {
      late: true,
      paused: true,
      next: { turn: 'coordinator', on: '2026-11-24' },
    }),
    children: [
      {
        childId: 'child-milan-1',
        name: 'Milan Kuiper',
        birthDate: '2017-07-09',
        group: null,
        comparisons: rows('Milan Kuiper', '2017-07-09', '9'),
        notTheSame: false,
        certainty: 'likely',
        deniedBefore: null,
      },
    ],
  }),
]

const task = (id: string, kind: Task['kind'], screen: Task['screen'], more: Partial<Task>): Task => ({
  id,
  kind,
  screen,
  signalId: null,
  number: null,
  names: [],
  with: null,
  phone: null,
  ask: null,
  agreement: null,
  obstacle: null,
  dueOn: null,
  late: false,
  count: 1,
  ...more,
})
export const day: Views['day'] = [
  task('1', 'neighbourhood', 'neighbourhood', { dueOn: '2026-11-20', late: true, count: 2 }),
  task('2', 'speak', 'my-signals', {
    signalId: 'signal-yildiz',
    number: 'R-412-702-3242',
    names: ['Sami Yıldız', 'Elif Yıldız'],
    with: 'Karim Haddad',
    phone: '06-00 00 00 00',
    dueOn: '2026-11-23',
  }),
  task('3', 'asked', 'my-signals', {
    signalId: 'signal-yildiz',
    number: 'R-412-702-3242',
    names: ['Sami Yıldız', 'Elif Yıldız'],
    with: 'Karim Haddad',
    phone: '06-00 00 00 00',
    ask: 'take-lead',
  }),
  task('4', 'possible-match', 'possible-match', {
    signalId: 'signal-devries',
    number: 'R-398-146-1500',
    names: ['Noor de Vries'],
    with: 'Fatima Bos',
    dueOn: '2026-11-25',
  }),
  task('5', 'agreement', 'my-signals', {
    signalId: 'signal-yildiz',
    number: 'R-412-702-3242',
    names: ['Sami Yıldız'],
    with: 'Karim Haddad',
    agreement: { by: 'both', what: 'meet' },
    dueOn: '2026-11-25',
  }),
  task('6', 'hint', 'possible-match', { signalId: 'signal-hint-1', names: ['Jayden Pinas'] }),
]

export const hints: Views['hints'] = [
  {
    about: 'child',
    id: 'signal-hint-1',
    receivedOn: '2026-11-22',
    consulting: null,
    disappearsOn: '2026-12-20',
    state: 'new',
    children: [
      {
        childId: 'child-jayden-1',
        name: 'Jayden Pinas',
        birthDate: '2016-03-02',
        group: null,
        notTheSame: false,
        comparisons: [
          { field: 'name', theirs: null, ours: 'Jayden Pinas', result: 'alike' },
          { field: 'birth-date', theirs: null, ours: '2016-03-02', result: 'equal' },
          { field: 'postcode', theirs: null, ours: '1234AB', result: 'equal' },
        ],
      },
    ],
  },
]

const area = (
  number: string,
  organisation: string,
  lostSince: string,
  answerBy: string,
  more: Partial<NeighbourhoodSignal> = {},
): NeighbourhoodSignal => ({
  id: `signal-area-${number}`,
  advice: 'usual',
  number,
  neighbourhood: 'WK990101',
  organisation,
  organisationKind: 'primary-school',
  requester: 'Fatima Bos',
  requesterPhone: '06-00 00 00 00',
  lostSince,
  sentOn: '2026-11-21',
  answerBy,
  disappearsOn: '2026-12-23',
  urgency: 'normal',
  children: ['8-11', '4-7'],
  attempts: [
    { way: 'called', times: 3 },
    { way: 'visited', times: 1 },
  ],
  parents: 'unreachable',
  state: 'open',
  outcome: null,
  awaitsEnd: false,
  unnamedBy: [],
  introduces: false,
  looked: 7,
  of: 9,
  taken: null,
  remindedAt: null,
  name: { waiting: false, askedAt: null, names: [], reason: null, at: null },
  links: [],
  organisationId: 'de-regenboog',
  linie: 'midfield',
  missing: ['jgz-veenland', 'sport'],
  asked: [],
  escalations: [],
  history: [],
  colleagues: [{ deviceId: 'device-joost', name: 'Joost Adriaans' }],
  ...more,
})
export const neighbourhood: Views['neighbourhood'] = [
  area('R-370-236-7494', 'Vo-college De Dijk', '2026-10-29', '2026-11-20', {
    organisationKind: 'secondary-school',
    requester: 'Ruben Pot',
    children: ['12-15'],
    looked: 9,
    taken: { name: 'Ineke de Wit', mine: true },
    remindedAt: '2026-11-22T10:00:00.000Z',
    history: [
      { at: '2026-11-20T15:00:00.000Z', action: 'take', name: 'Ineke de Wit', mine: true },
      { at: '2026-11-22T10:00:00.000Z', action: 'remind', name: 'Ineke de Wit', mine: true },
    ],
  }),
  area('R-412-702-3242', 'De Regenboog', '2026-11-16', '2026-11-25', {
    links: [
      { other: 'signal-area-R-413-349-8383', number: 'R-413-349-8383', relation: 'family', merged: false },
    ],
  }),
  area('R-413-349-8383', 'Vo-college De Dijk', '2026-11-17', '2026-11-26', {
    organisationKind: 'secondary-school',
    requester: 'Ruben Pot',
    children: ['12-15'],
    links: [
      { other: 'signal-area-R-412-702-3242', number: 'R-412-702-3242', relation: 'family', merged: false },
      { other: 'signal-elsewhere', number: null, relation: 'perhaps', merged: false },
    ],
  }),
  area('R-413-026-0815', 'Kinderopvang Pip', '2026-11-18', '2026-11-23', {
    asked: [
      { organisationId: 'welzijn', at: '2026-11-20T10:00:00.000Z', name: 'Joost Adriaans', mine: false },
    ],
    escalations: [
      {
        id: 'A'.repeat(22),
        organisationId: 'leerplicht',
        reason: 'attendance',
        name: 'Joost Adriaans',
        mine: false,
        confirmed: false,
        at: '2026-11-22T10:00:00.000Z',
      },
    ],
    organisationKind: 'other',
    urgency: 'today',
    children: ['0-3'],
    neighbourhood: 'WK990102',
  }),
  area('R-398-146-1500', 'De Regenboog', '2026-11-11', '2026-11-24', {
    state: 'answered',
    unnamedBy: [
      {
        organisationId: 'jgz-veenland',
        name: 'JGZ Veenland',
        contact: 'Marloes Prins',
        phone: '06-00 00 00 20',
      },
    ],
    introduces: true,
    asked: ['welzijn', 'sport', 'jgz-veenland', 'wijkteam'].map((organisationId) => ({
      organisationId,
      at: '2026-11-20T10:00:00.000Z',
      name: 'Ineke de Wit',
      mine: true,
    })),
  }),
  area('R-221-021-6013', 'De Regenboog', '2026-10-26', '2026-10-30', {
    state: 'closed',
    outcome: 'contact-restored',
  }),
]

/** As the engine makes them: tens, or nothing. */
const quarters = (
  restored: number | null,
  first: readonly (number | null)[],
): NonNullable<Views['figures']>[number]['quarters'] =>
  ['2026-4', '2026-3', '2026-2', '2026-1', '2025-4', '2025-3', '2025-2', '2025-1'].map((quarter, back) =>
    back > 1
      ? { quarter, restored: null, first: first.map(() => null) }
      : { quarter, restored, first: [...first] },
  )
export const figures: NonNullable<Views['figures']> = [
  {
    neighbourhood: 'WK990101',
    open: 40,
    ages: [10, 10, 20],
    quarters: quarters(40, [20, 40, 10, null, null, null]),
  },
  {
    neighbourhood: 'WK990102',
    open: null,
    ages: [null, null, null],
    quarters: quarters(null, [null, null, null, null, null, null]),
  },
  {
    neighbourhood: 'WK990103',
    open: 20,
    ages: [20, null, null],
    quarters: quarters(10, [30, null, null, null, null, null]),
  },
  {
    neighbourhood: 'WK990104',
    open: 10,
    ages: [null, null, 10],
    quarters: quarters(null, [null, 10, null, null, null, null]),
  },
]
const tile = (
  code: string,
  name: string,
  column: number,
  row: number,
): NonNullable<Views['areas']>['areas'][number] => ({ code, name, place: { column, row } })
export const areas: NonNullable<Views['areas']> = {
  year: 2026,
  areas: [
    tile('WK990101', 'Oost', 3, 1),
    { code: 'BU99010101', name: 'Turfkade', place: null },
    { code: 'BU99010102', name: 'De Vaart', place: null },
    tile('WK990102', 'Veenrand', 4, 2),
    tile('WK990103', 'Zuid', 2, 3),
    { code: 'BU99010301', name: 'Singels', place: null },
    tile('WK990104', 'Centrum', 2, 2),
    tile('WK990105', 'Noord', 2, 1),
  ],
}

const log = (
  id: string,
  at: string,
  kind: Views['logbook'][number]['kind'],
  about: string | null = null,
  detail: string | null = null,
): Views['logbook'][number] => ({ id, at: `2026-11-${at}:00.000Z`, kind, about, detail })
export const logbook: Views['logbook'] = [
  log('9', '23T12:52', 'answered', 'R-104-488-0478', 'contact-parents-first'),
  log('8', '23T08:00', 'unlocked'),
  log('7', '21T09:14', 'sent', 'R-412-702-3242'),
  log('6', '21T09:14', 'filed', 'R-412-702-3242'),
  log('5', '21T09:00', 'not-shared', 'Lina Aerts', 'contact-back'),
  log('4', '20T10:00', 'refused', 'R-000-128-5304', 'signature'),
  log('3', '03T10:00', 'closed', 'R-221-021-6013', 'contact-restored'),
  log('2', '01T08:05', 'imported', null, '57/59'),
  log('1', '01T08:00', 'enrolled'),
]

const agreed = {
  ...USUAL_AGREEMENTS,
  terms: { ...USUAL_AGREEMENTS.terms, firstAnswer: { normal: 1, today: 0 } },
  languages: ['nl', 'nl-simple', 'tr', 'ar'] as const,
  keptDays: 42,
  quiet: { from: '18:00', until: '08:00' },
  schoolHolidays: [
    { kind: 'christmas' as const, from: '2026-12-19', until: '2027-01-03' },
    { kind: 'spring' as const, from: '2027-02-20', until: '2027-02-28' },
    { kind: 'own' as const, from: '2027-03-08', until: '2027-03-08' },
  ],
}
const version = (
  serial: number,
  from: string,
  why: string,
  more = {},
): Views['rules']['wijken'][number]['versions'][number] => ({
  serial,
  from,
  why,
  at: `${from.slice(0, 8)}01T10:00:00.000Z`,
  by: 'Programmabureau Veenland',
  agreements: { ...agreed, languages: [...agreed.languages], ...more },
})
export const rules = (mayChange: boolean): Views['rules'] => ({
  mayChange,
  wijken: [
    {
      neighbourhood: 'WK990101',
      held: 2,
      now: version(2, '2026-09-01', '').agreements,
      versions: [
        version(3, '2026-12-07', 'In december is het druk. Twee werkdagen halen we, één niet.', {
          terms: { ...agreed.terms, firstAnswer: { normal: 2, today: 0 } },
        }),
        version(2, '2026-09-01', 'Scholen merkten dat na twee dagen wachten ouders al waren verhuisd.'),
        version(1, '2026-06-01', 'Om te beginnen zoals overal.', USUAL_AGREEMENTS),
      ],
    },
    {
      neighbourhood: 'WK990102',
      held: null,
      now: { ...USUAL_AGREEMENTS, languages: [...USUAL_AGREEMENTS.languages] },
      versions: [],
    },
  ],
})

const step = (
  level: ObstacleView['level'],
  on: string,
  answerBy: string,
  by: string,
  replies: ObstacleView['steps'][number]['replies'] = [],
  contradicts = false,
): ObstacleView['steps'][number] => ({ level, on, answerBy, by, replies, contradicts })
const reply = (
  organisation: string,
  verdict: ObstacleView['steps'][number]['replies'][number]['verdict'],
  at: string,
  text: string,
): ObstacleView['steps'][number]['replies'][number] => ({
  organisation,
  verdict,
  text,
  at: `${at}T10:00:00.000Z`,
  ours: false,
  waiting: false,
})
const obstacle = (ref: string, more: Partial<ObstacleView>): ObstacleView => ({
  ref: `${ref.repeat(21)}A`,
  kind: 'waiting-list',
  text: 'Na een match is er drie maanden lang niemand die kan beginnen. Ouders haken dan af.',
  neighbourhood: 'WK990101',
  raisedOn: '2026-11-12',
  organisation: 'De Regenboog',
  ours: false,
  mine: false,
  state: 'open',
  level: 'coordinator',
  answerBy: '2026-11-26',
  openDays: 11,
  lateDays: 0,
  owed: false,
  next: null,
  news: false,
  steps: [step('coordinator', '2026-11-12', '2026-11-26', 'De Regenboog')],
  keptUntil: '2027-02-08',
  renewed: false,
  ...more,
})
const NEXT_LEVEL = {
  coordinator: 'programme-office',
  'programme-office': 'municipality',
  municipality: null,
  state: null,
} as const

/** Of somebody at a school, and with `owing` of a coordinator, the programmabureau or the municipality. */
export const obstacles = (owing: ObstacleView['level'] | null): Views['obstacles'] => ({
  mayRaise: true,
  wijken: ['WK990101', 'WK990102'].map((neighbourhood) => ({
    neighbourhood,
    level: 'coordinator',
    answerBy: '2026-12-07',
  })),
  board: [
    obstacle('A', {
      kind: 'no-backing-in-wijk',
      text: 'In dit deel van de wijk werkt op woensdag en vrijdag niemand van het jongerenwerk, terwijl jongeren juist dan op straat zijn en wij ze op school niet meer zien. Wij vragen al sinds september om iemand die dan wel kan komen, ook een uur is genoeg.',
      organisation: 'Samenwerkingsverband voortgezet onderwijs Veenland-Noord en omstreken',
      raisedOn: '2026-10-29',
      answerBy: '2026-11-12',
      openDays: 25,
      lateDays: 11,
      steps: [
        step(
          'coordinator',
          '2026-10-29',
          '2026-11-12',
          'Samenwerkingsverband voortgezet onderwijs Veenland-Noord en omstreken',
        ),
      ],
    }),
    obstacle('B', { mine: true, ours: true }),
    obstacle('C', {
      kind: 'language',
      text: 'Er is geen tolk Tigrinya te krijgen binnen een week.',
      neighbourhood: 'WK990102',
      organisation: 'Welzijn Veenwijk',
      raisedOn: '2026-11-20',
      openDays: 3,
      answerBy: '2026-12-04',
    }),
    obstacle('D', {
      kind: 'rules-of-sharing',
      text: 'Wij mogen van onze FG niet zeggen of een gezin verhuisd is. De school hoort dat dan van niemand.',
      organisation: 'JGZ Veenland',
      raisedOn: '2026-09-01',
      level: 'programme-office',
      answerBy: '2026-11-23',
      openDays: 83,
      news: owing === null,
      mine: owing === null,
      ours: owing === null,
      renewed: true,
      keptUntil: '2027-01-28',
      steps: [
        step('coordinator', '2026-09-01', '2026-09-15', 'JGZ Veenland', [
          reply(
            'Wijkteam Oost',
            'passed-up',
            '2026-11-02',
            'Dit speelt in alle wijken. Wij kunnen het niet per wijk regelen.',
          ),
        ]),
        step('programme-office', '2026-11-02', '2026-11-23', 'Wijkteam Oost'),
      ],
    }),
    obstacle('E', {
      kind: 'own-system',
      text: 'Ons systeem kan geen lijst maken met alleen de kinderen van wie wij nog contact hebben.',
      organisation: 'Welzijn Veenwijk',
      raisedOn: '2026-08-03',
      level: 'state',
      answerBy: '2026-12-21',
      openDays: 112,
      steps: [
        step('coordinator', '2026-08-03', '2026-08-17', 'Welzijn Veenwijk', [
          reply('Wijkteam Oost', 'passed-up', '2026-08-10', 'Dit hangt aan een leverancier.'),
        ]),
        step('municipality', '2026-08-10', '2026-09-07', 'Wijkteam Oost', [
          reply('Gemeente Veenland', 'passed-up', '2026-11-09', 'Dit moet landelijk worden gevraagd.'),
        ]),
        step('state', '2026-11-09', '2026-12-21', 'Gemeente Veenland'),
      ],
    }),
    obstacle('F', {
      kind: 'term-too-short',
      text: 'Twee werkdagen is te kort als de ouders eerst toestemming moeten geven.',
      mine: true,
      ours: true,
      state: 'answered',
      raisedOn: '2026-10-05',
      openDays: 10,
      steps: [
        step(
          'coordinator',
          '2026-10-05',
          '2026-10-19',
          'De Regenboog',
          [
            reply('Wijkteam Oost', 'solved', '2026-10-15', 'Vanaf december zijn het er vier.'),
            reply('Wijkteam West', 'not-possible', '2026-10-16', 'Bij ons blijven het er twee.'),
          ],
          true,
        ),
      ],
    }),
  ].map((one) => ({
    ...one,
    owed: one.state !== 'answered' && one.level === owing,
    next: one.state !== 'answered' && one.level === owing ? NEXT_LEVEL[owing] : null,
  })),
})

const member = (
  organisationId: string,
  name: string,
  more: Partial<NonNullable<Views['oversight']>['members'][number]> = {},
): NonNullable<Views['oversight']>['members'][number] => ({
  organisationId,
  name,
  kind: 'welfare',
  linie: 'front',
  wijken: 2,
  devices: 6,
  administrators: 2,
  admittedAt: '2026-09-01T10:00:00.000Z',
  dpia: '2026-09-01',
  sealable: true,
  used: 0.41,
  ...more,
})
export const oversight = (quiet: boolean): NonNullable<Views['oversight']> => ({
  members: [
    member('de-regenboog', 'De Regenboog', {
      kind: 'primary-school',
      linie: 'midfield',
      used: quiet ? 0.6 : 0.93,
      administrators: quiet ? 2 : 1,
    }),
    member('jgz-veenland', 'JGZ Veenland', { kind: 'youth-health', linie: 'midfield' }),
    member('leerplicht', 'Leerplicht Veenland', { kind: 'municipality', linie: 'defence', used: 0 }),
    member('pip', 'Kinderopvang Pippeloentje aan de Van der Heijdenstraat', {
      kind: 'other',
      devices: 1,
      dpia: quiet ? '2026-09-01' : null,
    }),
    member('welzijn', 'Welzijn Veenwijk'),
  ],
  holders: {
    from: '2026-11-09',
    until: '2027-02-07',
    relay: true,
    trustee: quiet,
    next: false,
    replaced: false,
    seedsDeletedOn: '2026-11-23',
    weekKey: true,
    reportedUntil: '2026-11-22',
  },
  alarms: quiet
    ? []
    : [
        { kind: 'keys-missing', organisation: null, percent: null },
        { kind: 'budget', organisation: 'De Regenboog', percent: 93 },
        { kind: 'one-administrator', organisation: 'De Regenboog', percent: null },
        { kind: 'one-administrator', organisation: 'JGZ Veenland', percent: null },
        {
          kind: 'no-dpia',
          organisation: 'Kinderopvang Pippeloentje aan de Van der Heijdenstraat',
          percent: null,
        },
      ],
  escalations: quiet
    ? []
    : [{ organisation: 'Leerplicht Veenland', opened: 2, waiting: 1, last: '2026-11-20T10:00:00.000Z' }],
  history: [
    { at: '2026-11-02T10:00:00.000Z', what: 'changed', name: 'Welzijn Veenwijk' },
    { at: '2026-10-12T10:00:00.000Z', what: 'removed', name: 'Voetbalclub VVV' },
    { at: '2026-09-01T10:00:00.000Z', what: 'admitted', name: 'De Regenboog' },
  ],
})

export const NO_VIEWS: Views = {
  own: null,
  session: {
    state: 'starting',
    secret: 'none',
    person: null,
    today: '2026-11-23',
    error: null,
    joining: null,
    revoked: null,
    lost: null,
    servers: null,
    live: true,
    copied: false,
  },
  sync: {
    state: 'online',
    problem: null,
    updatedAt: '2026-11-23T13:02:00.000Z',
    toRead: 0,
    waitingSignals: 0,
    waitingAnswers: 0,
    tokensDone: 41,
    tokensTotal: 61,
    savingData: false,
    room: { children: 58, perDay: 2, until: '2027-01-04' },
    log: {
      checkedAt: '2026-11-23T13:02:00.000Z',
      confirmedAt: '2026-11-23T12:55:00.000Z',
      panelAt: '2026-11-21T19:10:00.000Z',
      problems: [],
      silent: null,
    },
    notArrived: [],
    clockOffMinutes: null,
  },
  storage: { unreadable: 0, unreadableChildren: 0, rebuiltAt: null },
  day: [],
  attempts: [],
  caseload: summaryOf([]),
  absence: null,
  importing: null,
  sent: [],
  matches: [],
  hints: [],
  neighbourhood: [],
  figures: null,
  areas: null,
  logbook: [],
  draft: null,
  organisations: [],
  rules: { mayChange: false, wijken: [] },
  obstacles: {
    mayRaise: true,
    wijken: [{ neighbourhood: 'WK990101', level: 'coordinator', answerBy: '2026-12-07' }],
    board: [],
  },
  administration: null,
  oversight: null,
}

export const coordinatedBy = (
  action: Views['sent'][number]['coordinated'][number]['action'],
  at: string,
): Views['sent'][number]['coordinated'][number] => ({
  at: `2026-11-${at}:00.000Z`,
  action,
  reason: action === 'ask-name' ? 'maybe-known-to-us' : null,
  name: 'Ineke de Wit',
  function: 'coördinator wijkteam',
  phone: '06-00 00 00 03',
  deviceId: 'device-ineke',
})
