/**
 * What test/run.mjs needs of a run of vitest, as JSON in RUGGENSTEUN_VITEST_REPORT: each test and the set-up of
 * each file, with its milliseconds and the words of what failed. (The JSON reporter of vitest leaves out hooks.)
 */
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** `failure` null: it passed. `isSetUp`: imports and hooks of a file; one that went well is not counted. */
export interface ReportedTest {
  readonly name: string
  readonly ms: number
  readonly failure: string | null
  readonly isSetUp?: boolean
}

const wordsOf = (errors: readonly SerializedError[]): string =>
  errors.map(({ message, stack }) => stack || message).join('\n')

const ofModule = (module: TestModule): ReportedTest[] => {
  const file = relative(process.cwd(), module.moduleId)
  const tests = [...module.children.allTests()]
    .filter((test) => ['passed', 'failed'].includes(test.result().state))
    .map((test) => ({
      name: `${file}: ${test.fullName}`,
      ms: test.diagnostic()?.duration ?? 0,
      failure: test.result().state === 'failed' ? wordsOf(test.result().errors ?? []) : null,
    }))
  const { duration, collectDuration } = module.diagnostic()
  const inTests = tests.reduce((sum, { ms }) => sum + ms, 0)
  // A file that fell before its first test, or in a hook, is one failure.
  const suites = [...module.children.allSuites()]
  const errors = [...module.errors(), ...suites.flatMap((suite) => suite.errors())]
  return [
    ...tests,
    {
      name: `${file}: set-up of the file`,
      ms: Math.max(0, duration - inTests) + collectDuration,
      failure: errors.length > 0 ? wordsOf(errors) : null,
      isSetUp: true,
    },
  ]
}

export default class Report implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env['RUGGENSTEUN_VITEST_REPORT']
    if (file === undefined) return
    const outside = unhandled.map((error) => ({
      name: 'an error outside of any test',
      ms: 0,
      failure: wordsOf([error]),
    }))
    writeFileSync(file, JSON.stringify([...modules.flatMap(ofModule), ...outside]))
  }
}
