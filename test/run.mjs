// `npm test`: every check, one after the other, and one closing line summed over all runners. Goes on after a
// failure, so that one run tells everything. Plain JavaScript, so that an old Node still gets a clear word.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join, relative, resolve } from 'node:path'

// `npm test -- --short`: whether this machine can do it at all.
if (process.argv.includes('--short')) {
  await import('./short.mjs')
  process.exit()
}

const root = resolve(import.meta.dirname, '..')
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Node 24 or newer is needed, this is ${process.versions.node}. On Linux x64 'npm ci' brings it along: was it run?`,
  )
  process.exit(1)
}

const env = {
  ...process.env,
  PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH,
  FORCE_COLOR: '0',
}
const results = join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const run = (title, command, args, more = {}) => {
  console.log(`\n== ${title}`)
  const started = Date.now()
  const { status } = spawnSync(command, args, {
    cwd: root,
    env: { ...env, ...more },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  console.log(
    `== ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  )
  return status === 0
}

const counts = { passed: 0, failed: 0 }
const add = (passed, failed) => {
  counts.passed += passed
  counts.failed += failed
}
const step = (title, command, args) => (run(title, command, args) ? add(1, 0) : add(0, 1))
const report = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null)

step('browser', 'node', ['build/browser.mjs'])
step('types', 'tsc', ['-p', '.'])
step('lint', 'oxlint', ['--deny-warnings'])
step('build', 'npm', ['run', '--silent', 'build'])
step('package', 'npm', ['run', '--silent', 'package'])

const unitFile = join(results, 'unit.json')
const unitOk = run('unit, integration, property, crash', 'vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitFile}`,
])
const unit = report(unitFile)
if (unit) add(unit.numPassedTests, unit.numFailedTests)
if (!unitOk && !(unit && unit.numFailedTests > 0)) add(0, 1)

const inChromium = ['journeys', 'screens'].map((name) => {
  const file = join(results, `${name}.json`)
  const ok = run(`end to end in Chromium: ${name}`, 'playwright', ['test', `--project=${name}`], {
    RUGGENSTEUN_E2E_REPORT: file,
  })
  const e2e = report(file)
  if (e2e) add(e2e.stats.expected + e2e.stats.flaky, e2e.stats.unexpected)
  if (!ok && !(e2e && e2e.stats.unexpected > 0)) add(0, 1)
  return e2e
})

// What failed stands once more at the end: whoever gets only the tail of the output can still act on it.
const beginning = (words) => words.split('\n').slice(0, 12).join('\n    ')
for (const file of unit?.testResults ?? [])
  for (const test of file.assertionResults)
    if (test.status === 'failed')
      console.log(
        `\nFAILED ${relative(root, file.name)}: ${test.fullName}\n    ${beginning(test.failureMessages.join('\n'))}`,
      )
const tellSuites = (suites) => {
  for (const suite of suites) {
    tellSuites(suite.suites ?? [])
    for (const spec of suite.specs ?? [])
      if (!spec.ok)
        console.log(
          `\nFAILED ${suite.file}: ${spec.title}\n    ${beginning(spec.tests.flatMap((test) => test.results.map((result) => result.error?.message ?? result.status)).join('\n'))}`,
        )
  }
}
for (const e2e of inChromium) tellSuites(e2e?.suites ?? [])

console.log(`\n${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 ? 0 : 1)
