/**
 * What a relay sees of one signaal: which device pushed an envelope when. Made with the engine's own planning of decoys
 * (renderer/engine/core/decoys.ts); what people do is drawn from how fast they answer.
 */
import { dueAt, placeFor, planned, withoutNext, type Decoy } from '../../renderer/engine/core/decoys.ts'
import type { Chance } from '../simulation/chance.ts'

export interface Habit { readonly name: string; /** Delay until the answer, ms. */ readonly draw: (chance: Chance) => number }
export interface View { /** Devices that could have answered, with the moments of their pushes after the receipts, ms after the signaal. */ readonly pushes: readonly (readonly number[])[]; readonly asker: readonly number[]; /** Which of them answered, and when: what the observer is to guess. */ readonly answered: number; readonly at: number }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const HORIZON_MS = 72 * HOUR
const LONG_DAY = 1_000_000

/** Standard normal (Box and Muller 1958). */
const normal = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance.fraction())) * Math.cos(2 * Math.PI * chance.fraction())
const around = (medianMs: number, spread: number) => (chance: Chance): number => Math.min(HORIZON_MS / 2, medianMs * Math.exp(spread * normal(chance)))
export const HABITS: readonly Habit[] = [
  { name: 'at once: half within 4 minutes', draw: around(4 * MINUTE, 1) },
  { name: 'between other work: half within 1.5 hours', draw: around(1.5 * HOUR, 1.2) },
  { name: 'the next morning: 14 to 24 hours', draw: (chance) => (14 + 10 * chance.fraction()) * HOUR },
]

interface Sender { decoys: Decoy[]; readonly pushes: number[] }
const random = (chance: Chance) => (length: number): Uint8Array => chance.bytes(length)

/** A device runs its plan: every decoy at its moment; `human` at once and in the place of the next. */
const run = (sender: Sender, until: number, chance: Chance): void => {
  for (let next = sender.decoys[0]; next && next.at <= until; next = sender.decoys[0]) {
    const { due, left } = dueAt(sender.decoys, next.at, 0, random(chance))
    sender.pushes.push(...due.map(() => next!.at))
    sender.decoys = left
  }
}

/** One signaal at time 0, received by `candidates` devices of which one answers; `others` signalen of the same days bring decoys of their own. */
export const observe = (candidates: number, mean: number, habit: Habit, others: number, chance: Chance): View => {
  const bytes = random(chance)
  const starts = [0, ...Array.from({ length: others }, () => Math.round((chance.fraction() * 2 - 1) * HORIZON_MS))].toSorted((a, b) => a - b)
  const senders = Array.from({ length: candidates + 1 }, (): Sender => ({ decoys: [], pushes: [] }))
  const asker = senders[candidates]!
  const answered = chance.between(0, candidates - 1)
  const at = habit.draw(chance)
  const acts: { readonly at: number; readonly run: () => void }[] = starts.map((start) => ({ at: start, run: () => {
    for (const sender of senders) if (start !== 0 || sender !== asker) sender.decoys = planned(sender.decoys, start, LONG_DAY, bytes, mean)
  } }))
  acts.push({ at, run: () => {
    const sender = senders[answered]!
    sender.pushes.push(at)
    sender.decoys = withoutNext(sender.decoys)
    const { at: progress, left } = placeFor(asker.decoys, at, bytes)
    asker.decoys = [...left, { at: progress, expiresDay: LONG_DAY }].toSorted((a, b) => a.at - b.at)
  } })
  for (const act of acts.toSorted((a, b) => a.at - b.at)) {
    for (const sender of senders) run(sender, act.at, chance)
    act.run()
  }
  for (const sender of senders) run(sender, HORIZON_MS, chance)
  const seen = ({ pushes }: Sender): number[] => pushes.filter((moment) => moment > 0 && moment <= HORIZON_MS).toSorted((a, b) => a - b)
  return { pushes: senders.slice(0, candidates).map(seen), asker: seen(asker), answered, at }
}
