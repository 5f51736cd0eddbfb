/**
 * A test runner for StrykerJS that reads the pure tests and what they test once, and then only switches mutants: a
 * mutant costs as much as the tests that reach it, and not a start of vitest. A test that fails is run again without
 * the mutant; where it still fails something was left behind, and a fresh process has to say.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import type { Collected, Suite } from './collect.ts'

interface Mutation {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  hitCount?: number | undefined
  hitLimit?: number | undefined
  mutantCoverage?: unknown
}
interface MutantRun {
  readonly testFilter?: readonly string[]
  readonly hitLimit?: number
  readonly activeMutant: { readonly id: string }
}
interface Result {
  readonly id: string
  readonly failure: string | null
  readonly ms: number
}

/** No contracts, nothing of the app's frame, of the relay or of words alone; and nothing that tries real costs. */
const ELSEWHERE = [
  'test/contract/',
  'test/unit/electron/',
  'test/unit/relay/',
  'test/unit/screens/',
  'test/unit/renderer/words.test.ts',
  'test/unit/engine/argon2-costs.test.ts',
  'test/unit/shared/native-argon2.test.ts',
]
/** Seconds for every mutant that it reaches. */
const TOO_LONG = / grows without end/
const TOOK = join(import.meta.dirname, '../../../node_modules/.cache/mutation-score/took.json')
const COLLECT = new URL('collect.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vitest' && context.parentURL?.endsWith('.test.ts')
      ? { url: COLLECT, shortCircuit: true }
      : next(specifier, context),
})
// That it fails is enough: nobody reads the smallest example.
fc.configureGlobal({ endOnFailure: true })
const { collected } = (await import(COLLECT)) as typeof import('./collect.ts')

const linesOf = (suite: Suite | null): Suite[] => (suite ? [...linesOf(suite.parent), suite] : [])
const inTurn = async (steps: readonly (() => unknown)[]): Promise<void> => {
  for (const step of steps) await step()
}
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

class PureRunner {
  readonly #files = new Map<string, Promise<readonly Collected[]>>()
  readonly #mutation: Mutation = ((globalThis as unknown as { __stryker__?: Mutation }).__stryker__ ??= {})
  /** How long each test took last, so that a mutant meets the quick ones first; at the start what the first run saw. */
  readonly #took = new Map<string, number>()
  #runs = 0

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: false }
  }

  #testsOf(file: string): Promise<readonly Collected[]> {
    const known = this.#files.get(file)
    if (known) return known
    const tests = collected(file, () => import(pathToFileURL(resolve(file)).href))
    this.#files.set(file, tests)
    return tests
  }

  /** Stops at the first failure where `bail` says so. What a suite prepares counts for its first test. */
  async #run(tests: readonly Collected[], bail: boolean): Promise<Result[]> {
    const results: Result[] = []
    const begun = new Map<Suite, Promise<void>>()
    const one = async ({ suite, run }: Collected): Promise<void> => {
      const suites = linesOf(suite)
      try {
        for (const each of suites) {
          if (!begun.has(each)) begun.set(each, inTurn(each.beforeAll))
          await begun.get(each)
        }
        await inTurn(suites.flatMap(({ beforeEach }) => beforeEach))
        await run()
      } finally {
        await inTurn(suites.toReversed().flatMap(({ afterEach }) => afterEach))
      }
    }
    for (const test of tests) {
      const started = performance.now()
      this.#mutation.currentTestId = test.id
      const failure = await one(test).then(() => null, wordsOf)
      this.#mutation.currentTestId = undefined
      const ms = performance.now() - started
      this.#took.set(test.id, ms)
      results.push({ id: test.id, failure, ms })
      if (failure !== null && bail) break
    }
    for (const { afterAll } of begun.keys()) await inTurn(afterAll).catch(() => {})
    return results
  }

  async dryRun(): Promise<unknown> {
    const { default: config } = await import(pathToFileURL(resolve('vitest.config.ts')).href)
    const pure: readonly string[] = config.test.projects.find(
      (one: { test: { name: string } }) => one.test.name === 'pure',
    ).test.include
    const tests: Collected[] = []
    for (const file of pure.filter((name) => !ELSEWHERE.some((folder) => name.startsWith(folder))))
      tests.push(...(await this.#testsOf(file)).filter(({ id }) => !TOO_LONG.test(id)))
    const results = await this.#run(tests, false)
    writeFileSync(TOOK, JSON.stringify([...this.#took]))
    return {
      status: 'complete',
      tests: results.map(({ id, failure, ms }) => ({
        id,
        name: id,
        fileName: resolve(fileOf(id)),
        timeSpentMs: ms,
        ...(failure === null ? { status: 0 } : { status: 1, failureMessage: failure }),
      })),
      mutantCoverage: this.#mutation.mutantCoverage ?? { static: {}, perTest: {} },
    }
  }

  async mutantRun({ testFilter = [], hitLimit, activeMutant }: MutantRun): Promise<unknown> {
    const wanted = new Set(testFilter)
    const tests: Collected[] = []
    for (const file of new Set(testFilter.map(fileOf)))
      tests.push(...(await this.#testsOf(file)).filter(({ id }) => wanted.has(id)))
    if (this.#runs === 0)
      for (const [id, ms] of JSON.parse(readFileSync(TOOK, 'utf8')) as [string, number][])
        this.#took.set(id, ms)
    const usual = ({ id }: Collected): number => this.#took.get(id) ?? 0
    tests.sort((a, b) => usual(a) - usual(b))
    const mutation = this.#mutation
    mutation.activeMutant = activeMutant.id
    mutation.hitCount = 0
    mutation.hitLimit = hitLimit
    const results = await this.#run(tests, true)
    mutation.activeMutant = undefined
    const isEndless = hitLimit !== undefined && (mutation.hitCount ?? 0) > hitLimit
    mutation.hitLimit = undefined
    this.#runs++
    const failed = results.find(({ failure }) => failure !== null)
    if (failed) {
      const again = await this.#run(
        tests.filter(({ id }) => id === failed.id),
        true,
      )
      // StrykerJS starts another process, and there it is the first.
      if (again.some(({ failure }) => failure !== null) && this.#runs > 1) process.exit(1)
    }
    if (isEndless) return { status: 'timeout', reason: 'the hit limit was reached' }
    return failed
      ? {
          status: 'killed',
          failureMessage: failed.failure,
          killedBy: [failed.id],
          nrOfTests: results.length,
        }
      : { status: 'survived', nrOfTests: results.length }
  }
}
const fileOf = (id: string): string => id.slice(0, id.indexOf(' > '))

export const strykerPlugins = [{ kind: 'TestRunner', name: 'pure', injectableClass: PureRunner }]
