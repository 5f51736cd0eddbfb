// `npm test -- --short`: whether this machine can do what the whole test needs: the types, a PostgreSQL of our
// own, a relay on it, and the built app in a browser. Goes on after a failure; one closing line, as of the whole.
// Plain JavaScript, so that an old Node still gets a clear word.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stopWhereIncomplete } from '../build/complete.mjs'

stopWhereIncomplete()
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const results = join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const unitFile = join(results, 'short-unit.json')
const e2eFile = join(results, 'short-e2e.json')
const env = {
  ...process.env,
  PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH,
  FORCE_COLOR: '0',
  RUGGENSTEUN_E2E_REPORT: e2eFile,
}

const counts = { passed: 0, failed: 0 }
const run = (title, command, args) => {
  console.log(`\n== ${title}`)
  const { status } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  console.log(`== ${title}: ${status === 0 ? 'ok' : 'FAILED'}`)
  return status === 0
}
const step = (title, command, args) => (run(title, command, args) ? counts.passed++ : counts.failed++)
/** Adds what a runner counted. A runner that counted nothing has failed, whatever it says. */
const add = (isOk, file, read) => {
  const { passed, failed } = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0 }
  counts.passed += passed
  counts.failed += passed + failed === 0 || (!isOk && failed === 0) ? 1 : failed
}

step('browser', 'node', ['build/browser.mjs'])
step('types', 'tsc', ['-p', '.'])
step('build', 'npm', ['run', '--silent', 'build'])
const unit = [
  'test/integration/embedded.test.ts',
  'test/integration/relay.test.ts',
  'test/unit/last-words.test.ts',
]
add(
  run('a few tests with a database', 'vitest', [
    'run',
    ...unit,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitFile}`,
  ]),
  unitFile,
  ({ numPassedTests, numFailedTests }) => ({ passed: numPassedTests, failed: numFailedTests }),
)
add(
  run('the app in a browser', 'playwright', [
    'test',
    '--project=journeys',
    'shell.spec.ts',
    '-g',
    'starts without one violation',
  ]),
  e2eFile,
  ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
)
console.log(`\n${counts.passed} passed, ${counts.failed} failed`)
process.exit(counts.failed === 0 ? 0 : 1)
