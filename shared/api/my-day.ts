/** What waits for the person of this device, and what they tried. */
import { z } from 'zod'
import { IsoDay } from '../calendar/day-bounds.ts'
import { ObstacleKind } from '../domain/obstacle.ts'
import { SignalRef } from '../domain/identifiers.ts'
import { AttemptWay, Attempt } from '../domain/signal.ts'
import { AskKind, AgreementBy, AgreementWhat } from '../domain/conversation.ts'

export const MY_DAY_COMMANDS = [
  /** An attempt to reach a child of the list, and taking one of that day back. Stays on this device. */
  z.object({
    kind: z.literal('note-attempt'),
    childId: z.string().max(100),
    way: AttemptWay,
    on: IsoDay,
  }),
  z.object({
    kind: z.literal('drop-attempt'),
    childId: z.string().max(100),
    way: AttemptWay,
    on: IsoDay,
  }),
] as const

/** Attempts to reach one child of the list: oldest first, and how often in each way. */
export const AttemptsView = z.object({
  childId: z.string(),
  tried: z.array(z.object({ way: AttemptWay, on: z.iso.date() })),
  times: z.array(Attempt),
})
export type AttemptsView = z.infer<typeof AttemptsView>

/** Something that waits for this person (core/my-day.ts). `dueOn` null: whenever it suits. */
export const Task = z.object({
  id: z.string(),
  kind: z.enum([
    'possible-match',
    'consulting',
    'hint',
    'asked',
    'speak',
    'outcome',
    'agreement',
    'follow-up',
    'inform',
    'consult',
    'contradiction',
    'name-asked',
    'introduce',
    'neighbourhood',
    'neighbourhood-answered',
    'second-asked',
    'obstacle-owed',
    'obstacle-answered',
  ]),
  screen: z.enum(['my-signals', 'possible-match', 'neighbourhood', 'obstacles']),
  /** To be selected there. */
  signalId: SignalRef.nullable(),
  number: z.string().nullable(),
  names: z.array(z.string()),
  with: z.string().nullable(),
  phone: z.string().nullable(),
  ask: AskKind.nullable(),
  agreement: z.object({ by: AgreementBy, what: AgreementWhat }).nullable(),
  obstacle: ObstacleKind.nullable(),
  dueOn: z.iso.date().nullable(),
  late: z.boolean(),
  count: z.number().int(),
})
export type Task = z.infer<typeof Task>
