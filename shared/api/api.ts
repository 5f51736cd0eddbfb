/**
 * The contract between the interface and the engine (a Web Worker): commands one way, projections the other.
 * The interface holds no record and no key; it shows what a projection says and asks with a command. Each area
 * has a file beside this one with its commands, what they give back, and its views.
 */
import { z } from 'zod'
import { AbsenceView } from './absence.ts'
import {
  CASELOAD_COMMANDS,
  CaseloadSummary,
  ImportingView,
  type CaseloadResults,
  NO_CASELOAD,
} from './caseload.ts'
import { CONVERSATION_COMMANDS, type ConversationResults } from './conversation.ts'
import { FIGURES_COMMANDS, FiguresView, type FiguresResults } from './neighbourhoods.ts'
import { LogEntry } from './logbook.ts'
import { MATCH_COMMANDS, PossibleMatch, HintView } from './possible-match.ts'
import {
  MEMBERSHIP_COMMANDS,
  OrganisationView,
  RulesView,
  AdministrationView,
  type MembershipResults,
  NO_RULES,
} from './membership.ts'
import { MY_DAY_COMMANDS, Task, AttemptsView } from './my-day.ts'
import { OBSTACLE_COMMANDS, ObstaclesView, type ObstacleResults, NO_OBSTACLES } from './obstacles.ts'
import { OversightView } from './oversight.ts'
import { SENT_COMMANDS, SentSignal, SignalDraft, type SentResults } from './my-signals.ts'
import {
  SESSION_COMMANDS,
  SessionView,
  OwnView,
  StorageView,
  type SessionResults,
  NO_SESSION,
  NO_STORAGE,
} from './session.ts'
import { SYNC_COMMANDS, SyncView, type SyncResults, NO_SYNC } from './sync.ts'
import { TRIAGE_COMMANDS, NeighbourhoodSignal } from './triage.ts'
import { AreaList } from '../domain/areas.ts'
import { ErrorName } from '../errors.ts'

export const Command = z.discriminatedUnion('kind', [
  ...SESSION_COMMANDS,
  ...MEMBERSHIP_COMMANDS,
  ...SYNC_COMMANDS,
  ...SENT_COMMANDS,
  ...MATCH_COMMANDS,
  ...CONVERSATION_COMMANDS,
  ...TRIAGE_COMMANDS,
  ...MY_DAY_COMMANDS,
  ...OBSTACLE_COMMANDS,
  ...CASELOAD_COMMANDS,
  ...FIGURES_COMMANDS,
])
export type Command = z.infer<typeof Command>

export const Views = z.object({
  session: SessionView,
  own: OwnView,
  sync: SyncView,
  storage: StorageView,
  caseload: CaseloadSummary,
  absence: AbsenceView,
  importing: ImportingView.nullable(),
  sent: z.array(SentSignal),
  matches: z.array(PossibleMatch),
  hints: z.array(HintView),
  day: z.array(Task),
  attempts: z.array(AttemptsView),
  neighbourhood: z.array(NeighbourhoodSignal),
  figures: FiguresView,
  areas: AreaList.nullable(),
  logbook: z.array(LogEntry),
  draft: SignalDraft.nullable(),
  organisations: z.array(OrganisationView),
  rules: RulesView,
  obstacles: ObstaclesView,
  administration: AdministrationView,
  oversight: OversightView,
})
export type Views = z.infer<typeof Views>

export type Slice = keyof Views

/** What a command gives back, by its kind; a kind that stands in none of these gives nothing back. */
type Results = SessionResults &
  MembershipResults &
  SyncResults &
  SentResults &
  ConversationResults &
  ObstacleResults &
  CaseloadResults &
  FiguresResults

export type CommandOf<K extends Command['kind']> = Extract<Command, { readonly kind: K }>
export type CommandResult<C extends Command['kind']> = C extends keyof Results ? Results[C] : void

/** Of a device that is not open. */
export const NO_VIEWS: Views = {
  session: NO_SESSION,
  own: null,
  sync: NO_SYNC,
  storage: NO_STORAGE,
  caseload: NO_CASELOAD,
  absence: null,
  importing: null,
  sent: [],
  matches: [],
  hints: [],
  day: [],
  attempts: [],
  neighbourhood: [],
  figures: null,
  areas: null,
  logbook: [],
  draft: null,
  organisations: [],
  rules: NO_RULES,
  obstacles: NO_OBSTACLES,
  administration: null,
  oversight: null,
}

export const ToWorker = z.object({ id: z.number().int(), command: Command })

export type FromWorker =
  | { readonly type: 'reply'; readonly id: number; readonly result: unknown }
  | {
      readonly type: 'refused'
      readonly id: number
      readonly error: { code: ErrorName; params: Record<string, string | number> }
    }
  | { readonly type: 'view'; readonly slice: Slice; readonly value: unknown }
  /** The vault record to keep from now on; null removes it. */
  | { readonly type: 'vault'; readonly record: string | null }
  /** The rescue copy to keep outside of the browser's database; null removes it. */
  | { readonly type: 'rescue'; readonly record: string | null }
  /** Something arrived that deserves an OS notification; never says whose. */
  | {
      readonly type: 'notify'
      readonly about: 'possible-match' | 'answer' | 'closed' | 'conversation' | 'obstacle'
    }
