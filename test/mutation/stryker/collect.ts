/**
 * What stands in for `vitest` where StrykerJS runs the tests: the same words, kept in a list so that a mutant runs
 * only the tests that reach it, in a process that has read everything already. What is expected is vitest's own.
 */
import { assert, expect, vi } from 'vitest'

type Step = () => unknown
export interface Suite {
  readonly title: string
  readonly parent: Suite | null
  readonly beforeAll: Step[]
  readonly afterAll: Step[]
  readonly beforeEach: Step[]
  readonly afterEach: Step[]
}
export interface Collected {
  readonly id: string
  readonly suite: Suite
  readonly run: Step
}

const suiteOf = (title: string, parent: Suite | null): Suite => ({
  title,
  parent,
  beforeAll: [],
  afterAll: [],
  beforeEach: [],
  afterEach: [],
})
let now = suiteOf('', null)
let found: Collected[] = []

/** The tests of one file, in order. */
export const collected = async (
  file: string,
  read: () => Promise<unknown>,
): Promise<readonly Collected[]> => {
  now = suiteOf(file, null)
  found = []
  await read()
  return found
}

const pathOf = (suite: Suite | null): string => (suite ? `${pathOf(suite.parent)}${suite.title} > ` : '')
const add = (title: string, ...rest: readonly unknown[]): void => {
  const id = `${pathOf(now)}${title}`
  const times = found.filter((one) => one.id === id || one.id.startsWith(`${id} #`)).length
  const run = rest.find((one) => typeof one === 'function') as Step
  found.push({ id: times === 0 ? id : `${id} #${times + 1}`, suite: now, run })
}
const group = (title: string, fill: Step): void => {
  const outer = now
  now = suiteOf(title, outer)
  fill()
  now = outer
}
type Row = readonly unknown[] | unknown
const each =
  (one: (title: string, run: Step) => void) =>
  (rows: readonly Row[]) =>
  (title: string, run: (...given: readonly unknown[]) => unknown): void =>
    rows.forEach((row) => one(title, () => (Array.isArray(row) ? run(...row) : run(row))))
const never = (): void => {}

const words = () =>
  Object.assign((title: string, ...rest: readonly unknown[]): void => add(title, ...rest), {
    each: each(add),
    skip: never,
    skipIf: (skipped: unknown) => (skipped ? never : add),
    runIf: (wanted: unknown) => (wanted ? add : never),
  })
export const test = words()
export const it = words()
export const describe = Object.assign(group, { each: each(group), skip: never })
export const beforeAll = (step: Step): void => void now.beforeAll.push(step)
export const afterAll = (step: Step): void => void now.afterAll.push(step)
export const beforeEach = (step: Step): void => void now.beforeEach.push(step)
export const afterEach = (step: Step): void => void now.afterEach.push(step)
export { assert, expect, vi }
