/** Situations to look at, each a full set of projections. */
import type { ErrorName } from '../../shared/errors.ts'
import type { Views } from '../../shared/worker.ts'
import { administration, administrationNew, JOINING, organisations } from './membership-views.ts'
import { FATIMA, INGE, KARIM, NO_VIEWS, caseload, logbook, matches, neighbourhood, sent } from './sample-views.ts'

export interface Scene { readonly demo: boolean; readonly views: Views }

const open = (person: typeof FATIMA, views: Partial<Views>): Scene => ({ demo: false, views: { ...NO_VIEWS, session: { ...NO_VIEWS.session, state: 'open', person }, ...views } })
const session = (state: 'locked' | 'not-enrolled' | 'failed', error: ErrorName | null, demo: boolean): Scene =>
  ({ demo, views: { ...NO_VIEWS, session: { ...NO_VIEWS.session, state, error, secret: 'passphrase' } } })

/** A window without a person: on the way in, locked or out. */
const stage = (part: Partial<Views['session']>): Scene => ({ demo: false, views: { ...NO_VIEWS, session: { ...NO_VIEWS.session, ...part } } })

const offline: Views['sync'] = { ...NO_VIEWS.sync, state: 'offline', updatedAt: '2026-11-23T12:58:00.000Z', waitingSignals: 1, waitingAnswers: 1 }
const teacher = { caseload, sent, logbook }

const SCENES = {
  teacher: open(FATIMA, teacher),
  draft: open(FATIMA, { ...teacher, draft: {
    childIds: ['child-sami-1', 'child-elif-1'], lostSince: '2026-11-16', attempts: [{ way: 'called', times: 3 }, { way: 'messaged', times: 1 }, { way: 'visited', times: 1 }],
    urgency: 'normal', parents: 'unreachable', note: 'Oma woont in Polderstad.', disappearsOn: '2026-12-23',
  } }),
  offline: open(FATIMA, { ...teacher, sync: offline }),
  problem: open(FATIMA, { ...teacher, sync: { ...NO_VIEWS.sync, state: 'problem', problem: { code: 'relay-garbage', params: {} }, clockOffMinutes: 42, waitingSignals: 1 } }),
  newcomer: open(FATIMA, {}),
  worker: open(KARIM, { caseload, matches, logbook }),
  coordinator: open(INGE, { neighbourhood, logbook }),
  administrator: open({ ...FATIMA, roles: ['professional', 'administrator'] }, { ...teacher, administration, organisations: [...organisations] }),
  'administrator-new': { demo: false, views: { ...NO_VIEWS, session: { ...NO_VIEWS.session, state: 'open', person: { ...FATIMA, roles: ['administrator'] }, live: false, copied: true }, administration: administrationNew, organisations: [...organisations] } },
  joining: stage({ state: 'joining', joining: JOINING.wait }), 'joining-words': stage({ state: 'joining', joining: JOINING.words }), 'joining-organisation': stage({ state: 'joining', joining: JOINING.organisation }),
  'joining-refused': stage({ state: 'joining', joining: JOINING.refused }),
  'revoked-lost': stage({ state: 'revoked', revoked: { at: '2026-11-23T10:00:00.000Z', reason: 'lost' } }), 'revoked-moved': stage({ state: 'revoked', revoked: { at: '2026-11-23T10:00:00.000Z', reason: 'moved' } }),
  'locked-pin': stage({ state: 'locked', secret: 'pin' }),
  locked: session('locked', null, false),
  enrol: session('not-enrolled', null, true),
  'enrol-own': session('not-enrolled', null, false),
  failed: session('failed', 'second-window', false),
} satisfies Record<string, Scene>

export type SceneName = keyof typeof SCENES
export const sceneNamed = (name: string): Scene => SCENES[name as SceneName] ?? SCENES.teacher
