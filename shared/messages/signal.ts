/**
 * "We have lost contact with this child". Closed lists, dates and counts only; no free text and no identity of the
 * child ever stands in it (ARCHITECTURE.md, "Events and views").
 */
import { z } from 'zod'
import { OrganisationKind } from '../domain/identifiers.ts'
import {
  AgeGroup,
  Attempt,
  AttemptWay,
  ComparedField,
  IsoDate,
  MAX_CHILDREN,
  ParentsInformed,
  Urgency,
} from '../domain/signal.ts'
import { digitsOf, numberOfDigits, SpeakableNumber } from '../domain/spoken-number.ts'
import { asText, choice, count, day, group, list, moment, person, wijk, type Field } from './layout.ts'
import { messageType } from './message-type.ts'

const spokenNumber: Field<typeof SpeakableNumber> = {
  schema: SpeakableNumber,
  pack: (value) => digitsOf(value),
  unpack: (compact) => numberOfDigits(asText(compact)),
}
const attempt = group(Attempt, { way: choice(AttemptWay), times: count(Attempt.shape.times) })

export const signal = messageType('signal', 1, 'signal', {
  sentAt: moment,
  number: spokenNumber,
  lostSince: day(IsoDate),
  /** Empty only as {@link needsNoAttempt} says. */
  attempts: list(z.array(Attempt).max(6), attempt),
  urgency: choice(Urgency),
  parents: choice(ParentsInformed),
  /** One age group per child; the number of children is its length. */
  children: list(z.array(AgeGroup).min(1).max(MAX_CHILDREN), choice(AgeGroup)),
  organisationKind: choice(OrganisationKind),
  neighbourhood: wijk,
  requester: person,
  compared: list(z.array(ComparedField).max(2), choice(ComparedField)),
})
export const SignalContent = signal.content
export type SignalContent = z.infer<typeof SignalContent>
