/** Situations to look at, each a full set of projections. */
import type { ErrorName } from '../../shared/errors.ts'
import { publishedHolidays } from '../../shared/calendar/school-holidays.ts'
import type { PossibleMatch } from '../../shared/api/possible-match.ts'
import type { SentSignal } from '../../shared/api/my-signals.ts'
import type { Views } from '../../shared/api/api.ts'
import { administration, administrationNew, JOINING, organisations } from './membership-views.ts'
import type { ListedChild } from '../../shared/api/caseload.ts'
import {
  areas,
  oversight,
  figures,
  FATIMA,
  INGE,
  KARIM,
  NORA,
  NO_VIEWS,
  children,
  day,
  hints,
  importingOf,
  logbook,
  matches,
  neighbourhood,
  coordinatedBy,
  obstacles,
  restoredInforming,
  rules,
  sent,
  summaryOf,
} from './sample-views.ts'

export interface Scene {
  readonly demo: boolean
  readonly views: Views
  readonly children: readonly ListedChild[]
  /** The program cannot even start. */
  readonly fallen?: boolean
}

const open = (
  person: typeof FATIMA,
  views: Partial<Views>,
  own: readonly ListedChild[] = views.caseload ? children : [],
): Scene => ({
  demo: false,
  children: own,
  views: {
    ...NO_VIEWS,
    session: { ...NO_VIEWS.session, state: 'open', person },
    own: {
      behind: false,
      escalations: 0,
      secrecy: person.organisationKind === 'youth-health',
      asksSecrecy: false,
      safeguarding: null,
    },
    ...views,
  },
})
const session = (
  state: 'locked' | 'not-enrolled' | 'failed',
  error: ErrorName | null,
  demo: boolean,
): Scene => ({
  demo,
  children: [],
  views: { ...NO_VIEWS, session: { ...NO_VIEWS.session, state, error, secret: 'passphrase' } },
})

/** A window without a person: on the way in, locked or out. */
const stage = (part: Partial<Views['session']>): Scene => ({
  demo: false,
  children: [],
  views: { ...NO_VIEWS, session: { ...NO_VIEWS.session, ...part } },
})

const offline: Views['sync'] = {
  ...NO_VIEWS.sync,
  state: 'offline',
  updatedAt: '2026-11-23T12:58:00.000Z',
  waitingSignals: 1,
  waitingAnswers: 1,
}
const caseload = summaryOf(children)
const teacher = { caseload, sent, logbook, day: day.filter(({ screen }) => screen === 'my-signals') }
/** A municipality's youth health care: the longest list we promise. */
const MANY: readonly ListedChild[] = Array.from({ length: 50_000 }, (_, i) => ({
  id: `child-many-${i}`,
  firstName: children[i % children.length]!.firstName,
  lastName: `${children[(i * 7) % children.length]!.lastName}-${i}`,
  birthDate: `20${10 + (i % 15)}-0${1 + (i % 9)}-1${i % 9}`,
  group: String(1 + (i % 8)),
  postcode: `${1000 + (i % 8000)}AB`,
}))

/** A queue as no town has it: what we promise to scroll. */
const queueOfMany: Views['neighbourhood'] = Array.from({ length: 10_000 }, (_, i) => {
  const row = neighbourhood[i % neighbourhood.length]!
  const day = (from: number): string => `2026-11-${String(from + (i % 11)).padStart(2, '0')}`
  return {
    ...row,
    id: `signal-many-${i}`,
    number: `R-${1000 + (i % 9000)}`,
    neighbourhood: i % 3 === 0 ? 'WK990102' : 'WK990101',
    lostSince: day(1),
    answerBy: day(15),
    links: [],
  }
})

const draft: NonNullable<Views['draft']> = {
  childIds: ['child-sami-1', 'child-elif-1'],
  lostSince: '2026-11-16',
  attempts: [
    { way: 'called', times: 3 },
    { way: 'messaged', times: 1 },
    { way: 'visited', times: 1 },
  ],
  urgency: 'normal',
  parents: 'unreachable',
  note: 'Oma woont in Polderstad.',
  disappearsOn: '2026-12-23',
}

/** The same where the requester said 'not safe'. */
const unsafeOf = <T extends SentSignal | PossibleMatch>(signals: readonly T[]): T[] =>
  signals.map((one) => ({
    ...one,
    advice: 'not-to-parents',
    namesOnward: false,
    content: { ...one.content, parents: 'unsafe' },
  }))

const lines: NonNullable<Views['absence']>['lines'] = [
  {
    childId: 'child-sami-1',
    name: 'Sami Yıldız',
    group: '6',
    reportedOn: null,
    due: { hours: 17, from: '2026-10-27', reached: '2026-11-12', reportBy: '2026-11-19', late: true },
  },
  {
    childId: 'child-elif-1',
    name: 'Elif Yıldız',
    group: '3',
    reportedOn: '2026-11-02',
    due: { hours: 16.5, from: '2026-11-03', reached: '2026-11-20', reportBy: '2026-11-27', late: false },
  },
  { childId: 'child-more-3-1', name: 'Dina El Amrani', group: '7', reportedOn: '2026-11-16', due: null },
]
const absence = (own: typeof lines): NonNullable<Views['absence']> => ({
  readAt: '2026-11-20T08:05:00.000Z',
  children: 9,
  region: 'middle',
  holidays: publishedHolidays('middle'),
  lines: own,
})

const SCENES = {
  teacher: open(FATIMA, teacher),
  draft: open(FATIMA, { ...teacher, draft }),
  secrecy: open(NORA, { ...teacher, draft: { ...draft, weighing: 'consent' } }),
  'secrecy-none': open(NORA, { ...teacher, draft: { ...draft, weighing: 'none' } }),
  absence: open(FATIMA, {
    ...teacher,
    draft: { ...draft, childIds: ['child-sami-1'] },
    absence: absence(lines),
  }),
  'absence-two': open(FATIMA, { ...teacher, draft, absence: absence(lines) }),
  'absence-none': open(FATIMA, {
    ...teacher,
    absence: { ...absence([]), readAt: null, children: 0, region: null, holidays: [] },
  }),
  officer: open(FATIMA, {
    ...teacher,
    own: {
      behind: false,
      escalations: 0,
      secrecy: false,
      asksSecrecy: false,
      safeguarding: { name: 'Annelies de Groot', phone: '06-00 00 00 08' },
    },
  }),
  fallen: { demo: false, fallen: true, children: [], views: NO_VIEWS },
  offline: open(FATIMA, { ...teacher, sync: offline }),
  'not-arrived': open(FATIMA, {
    ...teacher,
    sync: {
      ...offline,
      notArrived: [{ number: 'R-331-895-8537', what: 'signal', why: 'offline', on: '2026-11-23' }],
    },
    sent: teacher.sent.flatMap((one) =>
      one.state === 'waiting' ? [{ ...one, carriedAt: '2026-11-23T12:10:00.000Z' }] : [],
    ),
  }),
  'two-copies': open(FATIMA, {
    ...teacher,
    sent: [
      {
        ...sent[0]!,
        forks: [
          {
            organisation: 'Welzijn Veenwijk',
            at: '2026-11-23T10:12:00.000Z',
            counts: { text: 'Zij komt morgen weer.', answer: null, outcome: null },
            other: { text: 'Zij komt niet meer.', answer: null, outcome: null },
          },
        ],
      },
      ...sent.slice(1),
    ],
  }),
  contradiction: open(FATIMA, {
    ...teacher,
    sent: teacher.sent.flatMap((one) =>
      one.state !== 'answered'
        ? []
        : [
            {
              ...one,
              state: 'closed' as const,
              outcome: 'moved' as const,
              onward: 'gemeente Groningen',
              conflicts: [
                { id: 'a', kind: 'answers-differ', organisation: 'Welzijn Veenwijk' },
                { id: 'b', kind: 'answered-after-close', organisation: 'Welzijn Veenwijk' },
              ],
              answers: [
                ...one.answers,
                {
                  ...one.answers[0]!,
                  name: 'Samira El Amrani',
                  phone: null,
                  answer: 'contact-parents-first' as const,
                },
              ],
            },
          ],
    ),
  }),
  /** A family of three ages, reached again and told nothing yet. */
  informing: open(FATIMA, {
    ...teacher,
    organisations: [...organisations],
    sent: teacher.sent.map((one, i) =>
      i > 0
        ? one
        : {
            ...one,
            state: 'closed' as const,
            outcome: 'contact-restored' as const,
            informing: restoredInforming(),
            children: [
              { name: 'Sami Yıldız', group: '6', addressee: 'parents' as const },
              { name: 'Elif Yıldız', group: '8', addressee: 'both' as const },
              { name: 'Kaya Yıldız', group: null, addressee: 'young-person' as const },
            ],
          },
    ),
  }),
  /** Not safe, as the requester, who answers and the coordinator see it. */
  unsafe: open(FATIMA, {
    ...teacher,
    organisations: [...organisations],
    draft: { ...draft, parents: 'unsafe' },
    own: {
      behind: false,
      escalations: 0,
      secrecy: false,
      asksSecrecy: false,
      safeguarding: { name: 'Annelies de Groot', phone: '06-00 00 00 08' },
    },
    sent: unsafeOf(teacher.sent).map((one, i) => ({
      ...one,
      informing: { ...one.informing, reason: 'unsafe' as const, due: i === 0 },
    })),
    day: [{ ...day[1]!, id: 'consult-1', kind: 'consult', with: null, dueOn: '2026-11-23' }],
  }),
  'unsafe-worker': open(KARIM, { caseload, matches: unsafeOf(matches), logbook }),
  'unsafe-coordinator': open(INGE, {
    neighbourhood: neighbourhood.map((one) => ({
      ...one,
      advice: 'not-to-parents' as const,
      parents: 'unsafe' as const,
    })),
    organisations: [...organisations],
  }),
  /** A nurse who consults first, and one who answers and weighs. */
  consulting: open(NORA, {
    caseload,
    matches: matches.map((one) => ({ ...one, consulting: '2026-11-25' })),
    logbook,
  }),
  'asked-secrecy': open(KARIM, {
    caseload,
    matches,
    own: { behind: false, escalations: 0, secrecy: false, asksSecrecy: true, safeguarding: null },
  }),
  letter: open(FATIMA, { ...teacher, organisations: [...organisations] }),
  problem: open(FATIMA, {
    ...teacher,
    sync: {
      ...NO_VIEWS.sync,
      state: 'problem',
      problem: { code: 'relay-garbage', params: {} },
      clockOffMinutes: 42,
      waitingSignals: 1,
    },
  }),
  newcomer: open(FATIMA, {}),
  worker: open(KARIM, {
    caseload,
    matches,
    logbook,
    day: day.filter(({ screen }) => screen === 'possible-match'),
  }),
  answered: open(KARIM, { caseload, matches: matches.filter(({ state }) => state === 'answered'), logbook }),
  'follow-up': open(FATIMA, {
    ...teacher,
    sent: teacher.sent.flatMap((one) =>
      one.state !== 'answered'
        ? []
        : [
            {
              ...one,
              state: 'closed' as const,
              outcome: 'contact-restored' as const,
              followUp: { on: '2026-11-23', inContact: null },
            },
          ],
    ),
  }),
  many: open(KARIM, { caseload: summaryOf(MANY), logbook }, MANY),
  'import-sheets': open(KARIM, {
    caseload,
    importing: importingOf({
      step: 'sheets',
      columns: [],
      progress: null,
      file: { name: 'jongeren-2026.xlsx', format: 'xlsx', encoding: null, sheet: null, rows: 0 },
      sheets: [
        { name: 'Uitleg', rows: 12 },
        { name: 'Jongeren', rows: 12480 },
        { name: 'Oud', rows: 3011 },
      ],
    }),
  }),
  'import-columns': open(KARIM, { caseload, importing: importingOf() }),
  'import-remarks': open(KARIM, {
    caseload,
    importing: importingOf({
      progress: null,
      comparison: null,
      missing: ['birthDate'],
      century: { rows: 12, example: '12/05/09', chosen: null },
      notes: [
        { about: 'title-lines', count: 2, row: null },
        { about: 'header-again', count: 1, row: 512 },
        { about: 'mixed-encoding', count: 1, row: 812 },
        { about: 'duplicates', count: 3, row: null },
        { about: 'default-birth-dates', count: 14, row: null },
      ],
      problems: { ...importingOf().problems, rows: 31, cells: 40, skipped: 2, mended: 5 },
    }),
  }),
  'import-check': open(KARIM, {
    caseload,
    importing: importingOf({
      step: 'check',
      progress: null,
      comparison: { ...importingOf().comparison!, zeros: 4 },
    }),
  }),
  'import-saving': open(KARIM, {
    caseload,
    importing: importingOf({
      step: 'saving',
      progress: { done: 300, total: 640, paused: false, secondsLeft: 1 },
    }),
  }),
  'import-done': open(KARIM, {
    caseload,
    importing: importingOf({
      step: 'done',
      progress: null,
      outcome: {
        added: 312,
        changed: 41,
        unchanged: 11840,
        gone: 287,
        removed: 0,
        duplicates: 3,
        notRead: 2,
      },
    }),
  }),
  hint: open(KARIM, { caseload, hints, logbook }),
  watched: open(FATIMA, {
    ...teacher,
    sync: {
      ...NO_VIEWS.sync,
      log: {
        ...NO_VIEWS.sync.log!,
        problems: [{ what: 'withheld', at: '2026-11-23T12:58:00.000Z' }],
      },
    },
  }),
  'hint-family': open(KARIM, {
    caseload,
    hints: hints.map((one) => ({
      ...one,
      about: 'family' as const,
      children: one.children.map((child) => ({
        ...child,
        comparisons: child.comparisons.map((row) =>
          row.field === 'birth-date' ? { ...row, result: 'not-compared' as const } : row,
        ),
      })),
    })),
    logbook,
  }),
  obstacles: open(FATIMA, {
    ...teacher,
    obstacles: obstacles(null),
    day: [
      ...teacher.day,
      {
        ...day[0]!,
        id: 'obstacle-1',
        kind: 'obstacle-answered',
        screen: 'obstacles',
        signalId: `${'D'.repeat(21)}A`,
        number: 'WK990101',
        obstacle: 'rules-of-sharing',
        dueOn: null,
        late: false,
        count: 1,
      },
    ],
  }),
  'obstacles-owed': open(INGE, {
    neighbourhood,
    obstacles: obstacles('coordinator'),
    day: [
      ...day,
      {
        ...day[0]!,
        id: 'obstacle-2',
        kind: 'obstacle-owed',
        screen: 'obstacles',
        signalId: `${'A'.repeat(21)}A`,
        number: 'WK990101',
        obstacle: 'no-backing-in-wijk',
        dueOn: '2026-11-12',
        count: 1,
      },
    ],
  }),
  'obstacles-office': open(
    {
      ...FATIMA,
      name: 'Yara Smit',
      function: 'programmaleider',
      organisation: 'Programmabureau Veenland',
      organisationKind: 'programme-office',
      roles: ['administrator'],
    },
    {
      rules: rules(true),
      obstacles: {
        ...obstacles('state'),
        wijken: [{ neighbourhood: 'WK990101', level: null, answerBy: null }],
      },
    },
  ),
  coordinator: open(INGE, { neighbourhood, logbook, day, organisations: [...organisations] }),
  'area-list': open(INGE, { neighbourhood, areas }),
  'queue-of-many': open(INGE, { neighbourhood: queueOfMany, organisations: [...organisations] }),
  figures: open(
    { ...INGE, neighbourhoods: figures.map((one) => one.neighbourhood) },
    { neighbourhood, figures, areas },
  ),
  'figures-new': open(INGE, { figures: figures.filter((one) => one.open === null) }),
  administrator: open(
    { ...FATIMA, roles: ['professional', 'administrator'] },
    { ...teacher, administration, organisations: [...organisations] },
  ),
  /** A coordinator reminds and asks for the name. */
  'name-asked': open(FATIMA, {
    ...teacher,
    sent: teacher.sent.map((one, i) =>
      i > 0
        ? one
        : {
            ...one,
            coordinated: [coordinatedBy('take', '22T10:00'), coordinatedBy('ask-name', '23T11:00')],
            nameAsked: coordinatedBy('ask-name', '23T11:00'),
          },
    ),
  }),
  /**
   * Another organisation looks for one of the children too, a third one said that it looks for one of the
   * family.
   */
  link: open(FATIMA, {
    ...teacher,
    sent: teacher.sent.map((one, i) =>
      i > 0
        ? one
        : {
            ...one,
            alike: [
              {
                other: 'signal-other',
                relation: 'same-child',
                number: 'R-413-349-8383',
                organisation: 'Vo-college De Dijk',
                names: ['Sami Yıldız'],
              },
              {
                other: 'signal-hint',
                relation: 'family',
                number: null,
                organisation: null,
                names: ['Elif Yıldız'],
              },
            ],
            links: [
              {
                other: 'signal-third',
                relation: 'family',
                number: null,
                organisation: 'Kinderopvang Pip',
                with: {
                  name: 'Maria Cornelia van der Heijden-Oosterhuis',
                  function: 'pedagogisch medewerker',
                  phone: '06-00 00 00 00',
                },
                mine: false,
                merged: true,
                waiting: false,
                at: '2026-11-22T10:00:00.000Z',
              },
            ],
          },
    ),
  }),
  /** A line behind: nothing comes by itself, and what two coordinators opened is answered by telephone. */
  behind: open(
    {
      ...KARIM,
      name: 'Ans Bakker',
      function: 'leerplichtambtenaar',
      organisation: 'Leerplicht Veenland',
      organisationKind: 'municipality',
      linie: 'defence',
    },
    {
      caseload,
      own: { behind: true, escalations: 1, secrecy: false, asksSecrecy: false, safeguarding: null },
    },
  ),
  'behind-open': open(
    {
      ...KARIM,
      name: 'Ans Bakker',
      function: 'leerplichtambtenaar',
      organisation: 'Leerplicht Veenland',
      organisationKind: 'municipality',
      linie: 'defence',
    },
    {
      caseload,
      own: { behind: true, escalations: 1, secrecy: false, asksSecrecy: false, safeguarding: null },
      matches: matches.slice(0, 1).map((one) => ({
        ...one,
        escalation: { reason: 'attendance' as const, at: '2026-11-22T10:00:00.000Z' },
        clock: null,
      })),
    },
  ),
  'lines-asked': open(FATIMA, {
    ...teacher,
    sent: teacher.sent.map((one, i) =>
      i > 0
        ? one
        : {
            ...one,
            lines: [
              {
                organisation: 'Welzijn Veenwijk',
                action: 'ask',
                reason: null,
                name: 'Ineke de Wit',
                at: '2026-11-20T10:00:00.000Z',
              },
              {
                organisation: 'Leerplicht Veenland',
                action: 'escalation',
                reason: 'attendance',
                name: 'Ineke de Wit',
                at: '2026-11-22T10:00:00.000Z',
              },
            ],
            escalations: [
              { organisation: 'Leerplicht Veenland', at: '2026-11-22T10:00:00.000Z', confirmed: null },
            ],
          },
    ),
  }),
  agreements: open(FATIMA, {
    ...teacher,
    rules: { ...rules(false), wijken: rules(false).wijken.slice(0, 1) },
  }),
  'programme-office': open(
    {
      ...FATIMA,
      name: 'Yara Smit',
      function: 'programmaleider',
      organisation: 'Programmabureau Veenland',
      organisationKind: 'programme-office',
      roles: ['administrator'],
    },
    {
      rules: rules(true),
      organisations: [...organisations],
      oversight: oversight(false),
      obstacles: obstacles('programme-office'),
    },
  ),
  'programme-office-quiet': open(
    {
      ...FATIMA,
      name: 'Yara Smit',
      function: 'programmaleider',
      organisation: 'Programmabureau Veenland',
      organisationKind: 'programme-office',
      roles: ['administrator'],
    },
    { rules: rules(true), organisations: [...organisations], oversight: oversight(true) },
  ),
  'administrator-new': {
    demo: false,
    children: [],
    views: {
      ...NO_VIEWS,
      session: {
        ...NO_VIEWS.session,
        state: 'open',
        person: { ...FATIMA, roles: ['administrator'] },
        live: false,
        copied: true,
      },
      administration: administrationNew,
      organisations: [...organisations],
    },
  },
  joining: stage({ state: 'joining', joining: JOINING.wait }),
  'joining-words': stage({ state: 'joining', joining: JOINING.words }),
  'joining-organisation': stage({ state: 'joining', joining: JOINING.organisation }),
  'joining-refused': stage({ state: 'joining', joining: JOINING.refused }),
  'revoked-lost': stage({ state: 'revoked', revoked: { at: '2026-11-23T10:00:00.000Z', reason: 'lost' } }),
  'revoked-moved': stage({ state: 'revoked', revoked: { at: '2026-11-23T10:00:00.000Z', reason: 'moved' } }),
  lost: stage({ state: 'lost', lost: { why: 'storage-lost', rescue: { signals: 3, waiting: 1 } } }),
  'lost-damaged': stage({ state: 'lost', lost: { why: 'storage-damaged', rescue: null } }),
  rebuilt: open(FATIMA, {
    sent,
    logbook,
    storage: { unreadable: 4, unreadableChildren: 1, rebuiltAt: '2026-11-23T10:00:00.000Z' },
    sync: { ...NO_VIEWS.sync, state: 'connecting', updatedAt: null, toRead: 8_400 },
  }),
  'locked-pin': stage({ state: 'locked', secret: 'pin' }),
  locked: session('locked', null, false),
  enrol: session('not-enrolled', null, true),
  'enrol-own': session('not-enrolled', null, false),
  failed: session('failed', 'second-window', false),
} satisfies Record<string, Scene>

export type SceneName = keyof typeof SCENES
export const sceneNamed = (name: string): Scene => SCENES[name as SceneName] ?? SCENES.teacher
