/**
 * What a relay sees of one signaal: which device pushed an envelope when. Decoys are planned, spread after a
 * night and given up for an answer by the engine's own code (renderer/engine/core/decoys.ts); when laptops
 * are on and how fast people answer is drawn from assumptions that are named here.
 */
import { dueAt, planned, withoutNext, type Decoy } from '../../renderer/engine/core/decoys.ts'
import type { Chance } from '../simulation/chance.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const DAYS = 4
export const HORIZON_MS = 3 * DAY
const FAR_DAY = 1_000_000

/** Standard normal (Box and Muller 1958). */
const normal = (chance: Chance): number =>
  Math.sqrt(-2 * Math.log(1 - chance.fraction())) * Math.cos(2 * Math.PI * chance.fraction())
/** Lognormal: half of all below the median. */
const around = (chance: Chance, medianMs: number, spread: number): number =>
  medianMs * Math.exp(spread * normal(chance))

/**
 * A laptop is on from about a quarter past eight to a quarter past five; times in ms since the midnight
 * before the signaal.
 */
interface Hours {
  readonly on: number
  readonly off: number
}
const hoursOf = (chance: Chance): Hours[] =>
  Array.from({ length: DAYS }, (_, day) => ({
    on: day * DAY + 8.25 * HOUR + normal(chance) * 20 * MINUTE,
    off: day * DAY + 17.25 * HOUR + normal(chance) * 30 * MINUTE,
  }))

/**
 * When a person with these hours answers a signaal of `start`; an answer that falls in the evening is given
 * the next morning.
 */
export interface Habit {
  readonly name: string
  readonly draw: (chance: Chance, start: number, hours: readonly Hours[]) => number
}
const nextMorning = (chance: Chance, after: number, hours: readonly Hours[]): number =>
  hours.find(({ on }) => on > after)!.on + around(chance, 10 * MINUTE, 1)
const within =
  (medianMs: number, spread: number): Habit['draw'] =>
  (chance, start, hours) => {
    const at = start + around(chance, medianMs, spread)
    return hours.some(({ on, off }) => at >= on && at <= off) ? at : nextMorning(chance, start, hours)
  }
export const HABITS: readonly Habit[] = [
  { name: 'at once: half within 4 minutes', draw: within(4 * MINUTE, 1) },
  { name: 'between other work: half within 1.5 hours', draw: within(1.5 * HOUR, 1.2) },
  {
    name: 'the next morning: half within 10 minutes of starting',
    draw: (chance, start, hours) => nextMorning(chance, start, hours),
  },
]

/**
 * Moments of pushes after the receipts, in ms after the signaal, of every device that could have answered;
 * and which one did.
 */
export interface View {
  readonly pushes: readonly (readonly number[])[]
  readonly requester: readonly number[]
  readonly answered: number
}

interface Sender {
  decoys: readonly Decoy[]
  readonly pushes: number[]
  readonly hours: readonly Hours[]
  at: number
}

/**
 * A device runs its plan until a moment: nothing while it is off, and what it missed soon after it is on
 * again.
 */
const run = (sender: Sender, until: number, bytes: (length: number) => Uint8Array): void => {
  for (const { on, off } of sender.hours) {
    const [from, to] = [Math.max(on, sender.at), Math.min(off, until)]
    if (from > to) continue
    for (let now = from; now <= to;) {
      const { due, left } = dueAt(sender.decoys, now, 0, bytes)
      sender.pushes.push(...due.map(() => now))
      sender.decoys = left
      now = left[0] ? Math.max(left[0].at, now) : Infinity
    }
  }
  sender.at = Math.max(sender.at, until)
}

/** One signaal in working hours; `others` signalen of the same days bring decoys of their own. */
export const observe = (
  candidates: number,
  mean: number,
  habit: Habit,
  others: number,
  chance: Chance,
): View => {
  const bytes = (length: number): Uint8Array => chance.bytes(length)
  const start = DAY + (9 + 7 * chance.fraction()) * HOUR
  const senders = Array.from({ length: candidates + 1 }, (): Sender => ({
    decoys: [],
    pushes: [],
    hours: hoursOf(chance),
    at: 0,
  }))
  const requester = senders[candidates]!
  const answering = senders[chance.between(0, candidates - 1)]!
  const arrives = (at: number, where: readonly Sender[]) => ({
    at,
    run: () => {
      for (const sender of where) sender.decoys = planned(sender.decoys, at, FAR_DAY, mean, bytes)
    },
  })
  const acts = [
    arrives(
      start,
      senders.filter((sender) => sender !== requester),
    ),
    ...Array.from({ length: others }, () =>
      arrives((Math.floor(chance.fraction() * 3) + (9 + 7 * chance.fraction()) / 24) * DAY, senders),
    ),
    {
      at: habit.draw(chance, start, answering.hours),
      run: () => {
        answering.pushes.push(answering.at)
        answering.decoys = withoutNext(answering.decoys)
      },
    },
  ].toSorted((a, b) => a.at - b.at)
  for (const act of acts) {
    for (const sender of senders) run(sender, act.at, bytes)
    act.run()
  }
  for (const sender of senders) run(sender, start + HORIZON_MS, bytes)
  const seen = ({ pushes }: Sender): number[] =>
    pushes
      .map((moment) => moment - start)
      .filter((moment) => moment > 0 && moment <= HORIZON_MS)
      .toSorted((a, b) => a - b)
  return {
    pushes: senders.slice(0, candidates).map(seen),
    requester: seen(requester),
    answered: senders.indexOf(answering),
  }
}
