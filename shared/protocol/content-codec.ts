/**
 * Compact form of an event's content: a JSON array with positions instead of names and indexes into the
 * closed lists below, so that every allowed content fits one envelope. The order of a list is part of the
 * protocol: only append.
 */
import { z } from 'zod'
import {
  AgeGroup,
  AnswerKind,
  AttemptWay,
  ComparedField,
  EventContent,
  GOES_ON,
  MAX_MISSING,
  Onward,
  Outcome,
  ParentsInformed,
  Urgency,
  type Professional,
} from '../domain/signal.ts'
import { Deed, DisclosureReason, Kin, NameReason, TogetherStep } from '../domain/coordination.ts'
import { AppealReason, LineDeed } from '../domain/linies.ts'
import { ObstacleKind, ObstacleLevel, Verdict } from '../domain/obstacle.ts'
import { AgreementBy, AgreementWhat, AskKind, PauseReason, RefusalReason, type Said } from '../domain/talk.ts'
import { digitsOf, numberOfDigits } from '../domain/spoken-number.ts'
import { base64urlOf, fromUtf8 } from '../encoding.ts'
import { dayOfIsoDate, isoDateOfDay } from '../time.ts'
import { OrganisationKind } from '../domain/identifiers.ts'

const WAYS = AttemptWay.options
const AGES = AgeGroup.options
const KINDS = OrganisationKind.options
const PARENTS = ParentsInformed.options
const URGENCIES = Urgency.options
const ANSWERS = AnswerKind.options
const OUTCOMES = Outcome.options
const FIELDS = ComparedField.options
const ASKS = AskKind.options
const REFUSALS = RefusalReason.options
const PAUSES = PauseReason.options
const DOERS = AgreementBy.options
const DEEDS = AgreementWhat.options
const COORDINATING = Deed.options
const NAME_REASONS = NameReason.options
const DISCLOSURES = DisclosureReason.options
const STEPS = TogetherStep.options
const KIN = Kin.options
const LINE_DEEDS = LineDeed.options
const APPEALS = AppealReason.options
const LEVELS = ObstacleLevel.options
const OBSTACLES = ObstacleKind.options
const VERDICTS = Verdict.options

const seconds = (iso: string): number => Math.floor(new Date(iso).getTime() / 1000)
const iso = (at: number): string => new Date(at * 1000).toISOString()
const person = (by: Professional): string[] => [by.name, by.function, by.phone]

const encodeSaid = (said: Said): (number | string)[] => {
  switch (said.kind) {
    case 'ask':
      return [1, ASKS.indexOf(said.ask)]
    case 'accept':
      return [2, said.to]
    case 'refuse':
      return [3, said.to, REFUSALS.indexOf(said.reason)]
    case 'propose':
      return [4, said.to, ASKS.indexOf(said.ask)]
    case 'text':
      return [5, said.text]
    case 'agreement':
      return [6, DOERS.indexOf(said.by), DEEDS.indexOf(said.what), dayOfIsoDate(said.on)]
    case 'take-back':
      return [7, said.to]
    case 'pause':
      return [8, PAUSES.indexOf(said.reason), dayOfIsoDate(said.until)]
    case 'follow-up':
      return [9, said.inContact ? 1 : 0]
  }
}

export const encodeContent = (content: EventContent): string => {
  const at = seconds(content.sentAt)
  switch (content.type) {
    case 'signal':
      return JSON.stringify([
        1,
        at,
        digitsOf(content.number),
        dayOfIsoDate(content.lostSince),
        content.attempts.map(({ way, times }) => [WAYS.indexOf(way), times]),
        URGENCIES.indexOf(content.urgency),
        PARENTS.indexOf(content.parents),
        content.children.map((age) => AGES.indexOf(age)),
        KINDS.indexOf(content.organisationKind),
        content.neighbourhood.slice(2),
        person(content.asker),
        content.compared.map((field) => FIELDS.indexOf(field)),
      ])
    case 'answer':
      return JSON.stringify([2, at, content.signalId, ANSWERS.indexOf(content.answer), person(content.by)])
    case 'receipt':
      return JSON.stringify([3, at, content.signalId])
    case 'outcome':
      return JSON.stringify([4, at, content.signalId, OUTCOMES.indexOf(content.outcome)])
    case 'shield':
      return JSON.stringify([6, at, content.signalId])
    case 'coordination':
      return JSON.stringify([
        7,
        at,
        content.signalId,
        COORDINATING.indexOf(content.deed),
        content.reason === null ? 0 : 1 + NAME_REASONS.indexOf(content.reason),
        content.to ?? '',
        person(content.by),
      ])
    case 'coverage':
      return JSON.stringify([8, at, content.signalId, content.looked])
    case 'disclosure':
      return JSON.stringify([9, at, content.signalId, content.names, DISCLOSURES.indexOf(content.reason)])
    case 'together':
      return JSON.stringify([
        10,
        at,
        content.signalId,
        content.other,
        STEPS.indexOf(content.step),
        KIN.indexOf(content.kin),
        content.with ? person(content.with) : [],
      ])
    case 'line':
      return JSON.stringify([
        13,
        at,
        content.signalId,
        content.organisationId,
        LINE_DEEDS.indexOf(content.deed),
        content.reason === null ? 0 : 1 + APPEALS.indexOf(content.reason),
        person(content.by),
      ])
    case 'obstacle':
      return JSON.stringify([
        11,
        at,
        content.ref,
        LEVELS.indexOf(content.level),
        OBSTACLES.indexOf(content.kind),
        content.text,
        content.neighbourhood.slice(2),
        dayOfIsoDate(content.raisedOn),
        dayOfIsoDate(content.answerBy),
      ])
    case 'obstacle-reply':
      return JSON.stringify([
        12,
        at,
        content.ref,
        LEVELS.indexOf(content.level),
        VERDICTS.indexOf(content.verdict),
        content.text,
      ])
    case 'talk':
      return JSON.stringify([5, at, content.signalId, content.ref, encodeSaid(content.said)])
  }
}

const At = z.number().int().min(0).max(4_102_444_800)
const Index = z.number().int().min(0).max(100)
const Day = z.number().int().min(0).max(60_000)
const CompactSaid = z.union([
  z.tuple([z.literal(1), Index]),
  z.tuple([z.literal(2), z.string()]),
  z.tuple([z.literal(3), z.string(), Index]),
  z.tuple([z.literal(4), z.string(), Index]),
  z.tuple([z.literal(5), z.string()]),
  z.tuple([z.literal(6), Index, Index, Day]),
  z.tuple([z.literal(7), z.string()]),
  z.tuple([z.literal(8), Index, Day]),
  z.tuple([z.literal(9), z.literal([0, 1])]),
])
const PersonArray = z.tuple([z.string(), z.string(), z.string()])
const Compact = z.union([
  z.tuple([
    z.literal(1),
    At,
    z.string(),
    z.number().int().min(0).max(60_000),
    z.array(z.tuple([Index, z.number()])),
    Index,
    Index,
    z.array(Index),
    Index,
    z.string(),
    PersonArray,
    z.array(Index),
  ]),
  z.tuple([z.literal(2), At, z.string(), Index, PersonArray]),
  z.tuple([z.literal(3), At, z.string()]),
  z.tuple([z.literal(4), At, z.string(), Index]),
  z.tuple([z.literal(5), At, z.string(), z.string(), CompactSaid]),
  z.tuple([z.literal(6), At, z.string()]),
  z.tuple([z.literal(7), At, z.string(), Index, Index, z.string(), PersonArray]),
  z.tuple([z.literal(8), At, z.string(), z.number()]),
  z.tuple([z.literal(9), At, z.string(), z.array(z.string()), Index]),
  z.tuple([z.literal(10), At, z.string(), z.string(), Index, Index, z.union([PersonArray, z.tuple([])])]),
  z.tuple([z.literal(13), At, z.string(), z.string(), Index, Index, PersonArray]),
  z.tuple([z.literal(11), At, z.string(), Index, Index, z.string(), z.string(), Day, Day]),
  z.tuple([z.literal(12), At, z.string(), Index, Index, z.string()]),
])

const professional = ([name, role, phone]: [string, string, string]) => ({ name, function: role, phone })

const expandSaid = (said: z.infer<typeof CompactSaid>): unknown => {
  switch (said[0]) {
    case 1:
      return { kind: 'ask', ask: ASKS[said[1]] }
    case 2:
      return { kind: 'accept', to: said[1] }
    case 3:
      return { kind: 'refuse', to: said[1], reason: REFUSALS[said[2]] }
    case 4:
      return { kind: 'propose', to: said[1], ask: ASKS[said[2]] }
    case 5:
      return { kind: 'text', text: said[1] }
    case 6:
      return { kind: 'agreement', by: DOERS[said[1]], what: DEEDS[said[2]], on: isoDateOfDay(said[3]) }
    case 7:
      return { kind: 'take-back', to: said[1] }
    case 8:
      return { kind: 'pause', reason: PAUSES[said[1]], until: isoDateOfDay(said[2]) }
    case 9:
      return { kind: 'follow-up', inContact: said[1] === 1 }
  }
}

const expand = (compact: z.infer<typeof Compact>): unknown => {
  const sentAt = iso(compact[1])
  switch (compact[0]) {
    case 1:
      return {
        type: 'signal',
        sentAt,
        number: numberOfDigits(compact[2]),
        lostSince: isoDateOfDay(compact[3]),
        attempts: compact[4].map(([way, times]) => ({ way: WAYS[way], times })),
        urgency: URGENCIES[compact[5]],
        parents: PARENTS[compact[6]],
        children: compact[7].map((age) => AGES[age]),
        organisationKind: KINDS[compact[8]],
        neighbourhood: `WK${compact[9]}`,
        asker: professional(compact[10]),
        compared: compact[11].map((field) => FIELDS[field]),
      }
    case 2:
      return {
        type: 'answer',
        sentAt,
        signalId: compact[2],
        answer: ANSWERS[compact[3]],
        by: professional(compact[4]),
      }
    case 3:
      return { type: 'receipt', sentAt, signalId: compact[2] }
    case 4:
      return { type: 'outcome', sentAt, signalId: compact[2], outcome: OUTCOMES[compact[3]] }
    case 5:
      return { type: 'talk', sentAt, signalId: compact[2], ref: compact[3], said: expandSaid(compact[4]) }
    case 6:
      return { type: 'shield', sentAt, signalId: compact[2] }
    case 7:
      return {
        type: 'coordination',
        sentAt,
        signalId: compact[2],
        deed: COORDINATING[compact[3]],
        reason: compact[4] === 0 ? null : NAME_REASONS[compact[4] - 1],
        to: compact[5] === '' ? null : compact[5],
        by: professional(compact[6]),
      }
    case 8:
      return { type: 'coverage', sentAt, signalId: compact[2], looked: compact[3] }
    case 9:
      return {
        type: 'disclosure',
        sentAt,
        signalId: compact[2],
        names: compact[3],
        reason: DISCLOSURES[compact[4]],
      }
    case 10:
      return {
        type: 'together',
        sentAt,
        signalId: compact[2],
        other: compact[3],
        step: STEPS[compact[4]],
        kin: KIN[compact[5]],
        with: compact[6].length === 0 ? null : professional(compact[6]),
      }
    case 13:
      return {
        type: 'line',
        sentAt,
        signalId: compact[2],
        organisationId: compact[3],
        deed: LINE_DEEDS[compact[4]],
        reason: compact[5] === 0 ? null : APPEALS[compact[5] - 1],
        by: professional(compact[6]),
      }
    case 11:
      return {
        type: 'obstacle',
        sentAt,
        ref: compact[2],
        level: LEVELS[compact[3]],
        kind: OBSTACLES[compact[4]],
        text: compact[5],
        neighbourhood: `WK${compact[6]}`,
        raisedOn: isoDateOfDay(compact[7]),
        answerBy: isoDateOfDay(compact[8]),
      }
    case 12:
      return {
        type: 'obstacle-reply',
        sentAt,
        ref: compact[2],
        level: LEVELS[compact[3]],
        verdict: VERDICTS[compact[4]],
        text: compact[5],
      }
  }
}

/** Null for anything that is no content of this version. Never throws. */
export const decodeContent = (text: string): EventContent | null => {
  try {
    const compact = Compact.safeParse(JSON.parse(text))
    if (!compact.success) return null
    const content = EventContent.safeParse(expand(compact.data))
    return content.success ? content.data : null
  } catch {
    return null
  }
}

/**
 * What came after protocol 1 was released, as text that stands behind the compact form: an older reader takes
 * a form with one place more for no content at all, and passes this over. '' where there is nothing to add.
 */
export const encodeMore = (content: EventContent): string => {
  if (content.type === 'coverage' && content.missing) return JSON.stringify([content.missing.join('')])
  return content.type === 'outcome' && content.onward !== undefined && GOES_ON.includes(content.outcome)
    ? JSON.stringify([content.onward])
    : ''
}

const TAG_CHARACTERS = 6
/** Tags of four bytes, one after the other. */
const Missing = z
  .string()
  .max(MAX_MISSING * TAG_CHARACTERS)
  .refine((text) => text.length % TAG_CHARACTERS === 0)
  .transform((text) =>
    Array.from({ length: text.length / TAG_CHARACTERS }, (_, i) =>
      text.slice(i * TAG_CHARACTERS, (i + 1) * TAG_CHARACTERS),
    ),
  )
  .pipe(z.array(base64urlOf(4)))

/**
 * The content with what stands behind it; what does not read, or is of a later version, is passed over. Never
 * throws.
 */
export const decodeMore = (content: EventContent, text: Uint8Array): EventContent => {
  if (content.type !== 'coverage' && (content.type !== 'outcome' || !GOES_ON.includes(content.outcome)))
    return content
  try {
    if (content.type === 'coverage') {
      const [missing] = z.tuple([Missing], z.unknown()).parse(JSON.parse(fromUtf8(text)))
      return { ...content, missing }
    }
    const [onward] = z.tuple([Onward], z.unknown()).parse(JSON.parse(fromUtf8(text)))
    return { ...content, onward }
  } catch {
    return content
  }
}
