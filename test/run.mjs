// `npm test`: every check, and one closing line summed over all runners. Goes on after a failure, so that one run
// tells everything. `npm run test:long` (--long) runs the same with the full counts of test/rounds.ts,
// `npm test -- --short` tells whether this machine can do it at all. Plain JavaScript, so that an old Node still
// gets a clear word.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { stopWhereIncomplete } from '../build/complete.mjs'

stopWhereIncomplete()
const root = resolve(import.meta.dirname, '..')
const results = join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const ending = (words) => words.trimEnd().split('\n').slice(-12).join('\n    ')
const beginning = (words) => words.split('\n').slice(0, 12).join('\n    ')

/**
 * One step: a command, and the steps that must have ended before it. `cores`: how many it keeps busy; steps that
 * fit on this machine together run side by side. `forms`: in which forms of the run it takes part. A step with a
 * `report` counts its tests, any other counts as one check. `live`: its output is shown as it comes, that of the
 * others when they end.
 */
const vitest = (name, ...args) => ({
  command: ['vitest', 'run', '--reporter=default', '--reporter=./test/vitest-report.ts', ...args],
  report: join(results, `${name}.json`),
  reportTo: 'RUGGENSTEUN_VITEST_REPORT',
  read: (tests) => tests.map((test) => ({ ...test, failure: test.failure && beginning(test.failure) })),
})
const playwright = (name, ...args) => ({
  command: ['playwright', 'test', ...args],
  report: join(results, `${name}.json`),
  reportTo: 'RUGGENSTEUN_E2E_REPORT',
  read: readPlaywright,
})
const ALL = ['normal', 'long']
const EVERY = ['short', ...ALL]
const STEPS = [
  { name: 'browser', command: ['node', 'build/browser.mjs'], cores: 1, after: [], forms: EVERY },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'], cores: 1, after: [], forms: EVERY },
  { name: 'types', command: ['tsc', '-p', '.', '--checkers', '2'], cores: 1, after: [], forms: EVERY },
  {
    name: 'a few tests with a database',
    ...vitest(
      'few',
      'test/integration/embedded.test.ts',
      'test/integration/relay.test.ts',
      'test/unit/last-words.test.ts',
    ),
    cores: 2,
    after: ['types'],
    live: true,
    forms: ['short'],
  },
  {
    name: 'the app in a browser',
    ...playwright('app', '--project=journeys', 'shell.spec.ts', '-g', 'starts without one violation'),
    cores: 2,
    after: ['browser', 'build', 'a few tests with a database'],
    live: true,
    forms: ['short'],
  },
  { name: 'lint', command: ['oxlint', '--deny-warnings'], cores: 1, after: [], forms: ALL },
  { name: 'format', command: ['oxfmt', '--check'], cores: 1, after: [], forms: ALL },
  { name: 'unused exports', command: ['knip', '--no-progress'], cores: 1, after: [], forms: ALL },
  { name: 'pure', ...vitest('pure', '--project=pure', '--project=dom'), cores: 1, after: [], forms: ALL },
  {
    name: 'integration, crash, simulation',
    ...vitest('node', '--project=node', '--project=alone'),
    cores: 2,
    after: ['build', 'pure', 'types'],
    live: true,
    forms: ALL,
  },
  {
    name: 'every mutant killed',
    command: ['node', 'test/mutation/mutate.ts'],
    cores: 1,
    after: ['pure'],
    forms: ['long'],
  },
  {
    name: 'end to end in Chromium',
    ...playwright('chromium', '--project=journeys', '--project=screens'),
    cores: 2,
    after: ['browser', 'build', 'integration, crash, simulation'],
    live: true,
    forms: ALL,
  },
  ...(scripts['test:fresh']
    ? [
        {
          name: 'fresh machines',
          command: ['npm', 'run', '--silent', 'test:fresh'],
          cores: 2,
          after: ['end to end in Chromium'],
          live: true,
          forms: ['long'],
        },
      ]
    : []),
]

const form = ['short', 'long'].find((one) => process.argv.includes(`--${one}`)) ?? 'normal'
/** `--only=lint,pure`: some steps of the form, for whoever works on this file. */
const only = process.argv
  .find((one) => one.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',')
const env = {
  ...process.env,
  PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH,
  FORCE_COLOR: '0',
  // What Node compiled and stripped of types once is there for the next of hundreds of starts: half of a start.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
  ...(form === 'long' ? { RUGGENSTEUN_ROUNDS: 'long' } : {}),
}

/** Tests as vitest-report.ts tells them, of the JSON that Playwright writes. */
function readPlaywright({ suites }) {
  const inSuite = ({ file, suites: inner = [], specs = [] }) => [
    ...inner.flatMap(inSuite),
    ...specs.map(({ title, ok, tests }) => {
      const runs = tests.flatMap((test) => test.results)
      return {
        name: `test/e2e/${file}: ${title}`,
        ms: runs.reduce((sum, { duration }) => sum + duration, 0),
        isSkipped: tests.every(({ status }) => status === 'skipped'),
        failure: ok ? null : beginning(runs.map(({ error, status }) => error?.message ?? status).join('\n')),
      }
    }),
  ]
  return suites.flatMap(inSuite).filter(({ isSkipped }) => !isSkipped)
}

const children = new Set()
let stopped = false
/** Resolves with whether it ended well, what it said where that was kept back, and the seconds it took. */
const run = ({ name, command: [program, ...args], report, reportTo, live }) =>
  new Promise((ended) => {
    const started = performance.now()
    const child = spawn(program, args, {
      cwd: root,
      env: report ? { ...env, [reportTo]: report } : env,
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32',
    })
    children.add(child)
    let said = ''
    const keep = (text) => {
      said += text
    }
    child.stdout?.setEncoding('utf8').on('data', keep)
    child.stderr?.setEncoding('utf8').on('data', keep)
    const end = (ok) => {
      children.delete(child)
      ended({ name, ok, said, seconds: (performance.now() - started) / 1000 })
    }
    child.on('error', (error) => {
      said += `${error.message}\n`
      end(false)
    })
    child.on('close', (status) => end(status === 0))
  })

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    stopped = true
    for (const child of children) child.kill(signal)
  })

/** The tests of a step's report; a step without one that can be read is itself one test. */
const testsOf = (step, { ok, said, seconds }) => {
  const whole = [{ name: step.name, ms: seconds * 1000, failure: ok ? null : ending(said) }]
  if (!step.report) return whole.map((one) => ({ ...one, isCheck: true }))
  const tests = existsSync(step.report) ? step.read(JSON.parse(readFileSync(step.report, 'utf8'))) : []
  const told = ok || tests.some(({ failure }) => failure !== null)
  return told && tests.length > 0 ? tests : [...tests, { ...whole[0], failure: 'the runner itself failed' }]
}

const cores = Math.max(2, availableParallelism())
const steps = STEPS.filter(({ name, forms }) => forms.includes(form) && (only?.includes(name) ?? true))
const waiting = new Set(steps)
const running = new Map()
const done = new Map()
const started = performance.now()
const fits = ({ after, cores: wanted }) =>
  after.every((name) => done.has(name) || !steps.some((step) => step.name === name)) &&
  [...running.keys()].reduce((sum, step) => sum + step.cores, wanted) <= cores

while (!stopped && (waiting.size > 0 || running.size > 0)) {
  for (const step of waiting) {
    if (!fits(step)) continue
    waiting.delete(step)
    if (step.live) console.log(`\n== ${step.name}`)
    running.set(
      step,
      run(step).then((end) => ({ step, end })),
    )
  }
  const { step, end } = await Promise.race(running.values())
  running.delete(step)
  done.set(step.name, end)
  if (!step.live) console.log(`\n== ${step.name}\n${end.said.trimEnd()}`)
  console.log(`== ${step.name}: ${end.ok ? 'ok' : 'FAILED'} (${end.seconds.toFixed(1)} s)`)
}

const tests = steps.filter(({ name }) => done.has(name)).flatMap((step) => testsOf(step, done.get(step.name)))
console.log('\nHow long each step took:')
for (const { name, seconds } of done.values()) console.log(`${seconds.toFixed(1).padStart(8)} s  ${name}`)
console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(8)} s  in all`)
console.log('\nThe ten slowest tests and set-ups:')
for (const { name, ms } of tests
  .filter(({ isCheck }) => !isCheck)
  .toSorted((a, b) => b.ms - a.ms)
  .slice(0, 10))
  console.log(`${(ms / 1000).toFixed(1).padStart(8)} s  ${name}`)

// What failed stands once more at the end: whoever gets only the tail of the output can still act on it.
const failed = tests.filter(({ failure }) => failure !== null)
for (const { name, failure } of failed) console.log(`\nFAILED ${name}\n    ${failure}`)
if (stopped) console.log('\nThe run was stopped before its end.')
const passed = tests.filter(({ failure, isSetUp }) => failure === null && !isSetUp).length
console.log(`\n${passed} passed, ${failed.length} failed`)
process.exit(failed.length === 0 && !stopped ? 0 : 1)
