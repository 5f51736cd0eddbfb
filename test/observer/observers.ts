/**
 * How somebody who sees all of the relay's traffic would guess who answered. Each gives every candidate a
 * score.
 */
import type { View } from './view.ts'

export type Observer = (view: View) => readonly number[]

const LONGEST = Math.log(72 * 3_600_000)
const BINS = 24
const binOf = (ms: number): number =>
  Math.max(
    0,
    Math.min(BINS - 1, Math.floor((Math.log(Math.max(1, ms) / 1000) / (LONGEST - Math.log(1000))) * BINS)),
  )

const most: Observer = ({ pushes }) => pushes.map(({ length }) => length)
const first: Observer = ({ pushes }) => pushes.map(([moment]) => -(moment ?? Infinity))
/** Whose push is followed soonest by one of the requester. */
const echo: Observer = ({ pushes, requester }) =>
  pushes.map(
    (moments) =>
      -Math.min(
        Infinity,
        ...moments.map((moment) => (requester.find((other) => other >= moment) ?? Infinity) - moment),
      ),
  )

/**
 * Has seen many signalen of which it was told who answered: how much likelier a push at such a delay is at
 * who answers than at who does not, how many pushes each makes, and how soon the requester sends after. Naive
 * Bayes over these.
 */
export const trained = (views: readonly View[]): Observer => {
  const count = (
    pick: (view: View, candidate: number) => readonly number[],
    bins: number,
  ): [Float64Array, Float64Array] => {
    const [at, other] = [new Float64Array(bins).fill(1), new Float64Array(bins).fill(1)]
    for (const view of views)
      view.pushes.forEach((_, candidate) => {
        for (const bin of pick(view, candidate)) (candidate === view.answered ? at : other)[bin]! += 1
      })
    const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0)
    const [a, b] = [total(at), total(other)]
    return [at.map((value) => value / a), other.map((value) => value / b)]
  }
  const features: readonly {
    readonly pick: (view: View, candidate: number) => readonly number[]
    readonly bins: number
  }[] = [
    { bins: 64, pick: ({ pushes }, candidate) => [Math.min(63, pushes[candidate]!.length)] },
    {
      bins: BINS + 1,
      pick: ({ pushes }, candidate) => {
        const [moment] = pushes[candidate]!
        return [moment === undefined ? BINS : binOf(moment)]
      },
    },
    // In every span of time: whether something was sent in it, which adds up to the density of delays.
    ...Array.from({ length: BINS }, (_, bin) => ({
      bins: 4,
      pick: ({ pushes }: View, candidate: number) => [
        Math.min(3, pushes[candidate]!.filter((moment) => binOf(moment) === bin).length),
      ],
    })),
    {
      bins: BINS + 1,
      pick: ({ pushes, requester }, candidate) => {
        const gap = Math.min(
          ...pushes[candidate]!.map(
            (moment) => (requester.find((other) => other >= moment) ?? Infinity) - moment,
          ),
        )
        return [Number.isFinite(gap) ? binOf(gap) : BINS]
      },
    },
  ]
  const learnt = features.map(({ pick, bins }) => ({ pick, odds: count(pick, bins) }))
  return (view) =>
    view.pushes.map((_, candidate) =>
      learnt.reduce(
        (sum, { pick, odds: [at, other] }) =>
          sum + pick(view, candidate).reduce((inner, bin) => inner + Math.log(at[bin]! / other[bin]!), 0),
        0,
      ),
    )
}

export const OBSERVERS: readonly (readonly [name: string, observer: Observer])[] = [
  ['names who sent most', most],
  ['names who sent first', first],
  ['names whom the requester follows soonest', echo],
]

/** Share of views in which the best score is the one who answered; ties are shared. */
export const accuracy = (observer: Observer, views: readonly View[]): number =>
  views.reduce((sum, view) => {
    const scores = observer(view)
    const best = Math.max(...scores)
    const named = scores.flatMap((score, candidate) => (score === best ? [candidate] : []))
    return sum + (named.includes(view.answered) ? 1 / named.length : 0)
  }, 0) / views.length
