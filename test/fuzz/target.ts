/** A thing that takes inputs from outside, and the run of many of them against it. */
import fc from 'fast-check'
import { ErrorName, RuggensteunError } from '../../shared/errors.ts'

export interface Target {
  readonly name: string
  /** `<file> <function>` of every decoder that this one runs. */
  readonly covers: readonly string[]
  /** How many of all inputs it gets, beside the others: less where one costs more. */
  readonly share: number
  readonly input: fc.Arbitrary<unknown>
  /**
   * Whether it took the input. Throws where it breaks a promise: a crash, an error without a name, a reading
   * that does not write back.
   */
  readonly run: (input: unknown) => boolean | Promise<boolean>
}

export const target = <T>(
  name: string,
  covers: readonly string[],
  share: number,
  input: fc.Arbitrary<T>,
  run: (input: T) => boolean | Promise<boolean>,
): Target => ({ name, covers, share, input, run: run as Target['run'] })

/** A promise that did not hold. */
export const must = (holds: boolean, what: string): true => {
  if (!holds) throw new Error(what)
  return true
}

const isRefusal = (error: unknown): boolean =>
  error instanceof RuggensteunError && error.code !== 'unexpected' && ErrorName.options.includes(error.code)
/** False for null, undefined and an error with a name of ours; any other error goes on. */
export const taken = (work: () => unknown): boolean => {
  try {
    const result = work()
    return result !== null && result !== undefined && result !== false
  } catch (error) {
    if (isRefusal(error)) return false
    throw error
  }
}
export const takenLater = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    const result = await work()
    return result !== null && result !== undefined && result !== false
  } catch (error) {
    if (isRefusal(error)) return false
    throw error
  }
}

export interface Outcome {
  readonly name: string
  readonly inputs: number
  readonly accepted: number
  readonly refused: number
  readonly seconds: number
  readonly slowestMs: number
  /** Seed, smallest input and error. */
  readonly failure: string | null
}

const shown = (value: unknown): string => fc.stringify(value).slice(0, 1500)

/** Nothing may take longer than this; a table shows the slowest. */
const LONGEST_MS = 60_000
const inTime = async (work: boolean | Promise<boolean>): Promise<boolean> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${LONGEST_MS / 1000} s`)), LONGEST_MS)
  })
  try {
    return await Promise.race([work, tooLong])
  } finally {
    clearTimeout(timer)
  }
}

/** Rejections that nobody waits for, since the last look: they break the promise of the target that ran. */
const unheard: unknown[] = []
export const listenForUnheard = (): void => {
  process.on('unhandledRejection', (reason) => unheard.push(reason))
}

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause ? `${error.stack}\n${String(error.cause)}` : String(error.stack)
}

export const runTarget = async (
  { name, input, run }: Target,
  inputs: number,
  seed: number,
): Promise<Outcome> => {
  const counts = { inputs: 0, accepted: 0, refused: 0 }
  let slowestMs = 0
  const started = performance.now()
  const details = await fc.check(
    fc.asyncProperty(input, async (value) => {
      const before = performance.now()
      const result = run(value)
      const accepted = typeof result === 'boolean' ? result : await inTime(result)
      slowestMs = Math.max(slowestMs, performance.now() - before)
      counts.inputs += 1
      counts[accepted ? 'accepted' : 'refused'] += 1
      if (unheard.length > 0)
        throw new Error('a rejection that nobody handles', { cause: unheard.splice(0)[0] })
    }),
    { numRuns: inputs, seed, endOnFailure: false },
  )
  const error = details.errorInstance
  const failure = details.failed
    ? `seed ${seed}, path ${details.counterexamplePath}, input ${shown(details.counterexample?.[0])}\n${wordsOf(error)}`
    : null
  return { name, ...counts, seconds: (performance.now() - started) / 1000, slowestMs, failure }
}

/** So many inputs for each, in all exactly `total`, and each at least one. */
export const sharedOut = (targets: readonly Target[], total: number): number[] => {
  const sum = targets.reduce((all, { share }) => all + share, 0)
  const counts = targets.map(({ share }) => Math.max(1, Math.floor((share / sum) * total)))
  const largest = targets.reduce((best, { share }, i) => (share > targets[best]!.share ? i : best), 0)
  counts[largest] = Math.max(1, counts[largest]! + total - counts.reduce((all, count) => all + count, 0))
  return counts
}
