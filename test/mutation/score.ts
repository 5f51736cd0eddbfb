/**
 * `npm run mutate:score [-- AREA...]`: StrykerJS changes every expression of the pure code in turn, and the pure tests
 * that reach it run. Prints which part of the mutants some test noticed, and fails where an area is below the least.
 * Its packages have a lockfile of their own in stryker/; they are installed on demand in node_modules/.cache, where no
 * test or linter of ours reads, and what it saw stays there: a second run tries only what changed.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const LEAST = 85
const AREAS: readonly string[] = [
  'shared/membership',
  'shared/domain',
  'shared/calendar',
  'shared/protocol',
  'shared/matching',
  'shared/log',
  'shared/messages',
  'shared/crypto',
  'renderer/engine/core',
  'renderer/engine/caseload',
]
/** Fast paths by WebAssembly: test/unit/shared/aead.test.ts and test/unit/renderer/match-index.test.ts compare each with its slower twin. */
const LEFT_OUT: readonly string[] = ['shared/crypto/fast-aead.ts', 'shared/crypto/fast-tags.ts']
const root = resolve(import.meta.dirname, '../..')
const FOLDER = join(import.meta.dirname, 'stryker')
const CACHE = join(root, 'node_modules/.cache/mutation-score')
const STRYKER = join(CACHE, 'node_modules/@stryker-mutator/core/bin/stryker.js')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { fresh: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
})
const unknown = positionals.find((name) => !AREAS.includes(name))
if (values.help || unknown !== undefined) {
  if (unknown !== undefined) console.log(`There is no area '${unknown}'.`)
  console.log(`npm run mutate:score [-- AREA...] [--fresh]

  areas     ${AREAS.join(', ')}; all of them where none is named
  --fresh   forgets what an earlier run saw

  left out  ${LEFT_OUT.join(', ')}`)
  process.exit(unknown === undefined ? 0 : 1)
}
const areas = positionals.length > 0 ? positionals : AREAS

if (!existsSync(STRYKER)) {
  mkdirSync(CACHE, { recursive: true })
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(FOLDER, file), join(CACHE, file))
  const installed = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: CACHE,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (installed.status !== 0) process.exit(1)
}

const mutate = [...areas.map((area) => `${area}/**/*.ts`), ...LEFT_OUT.map((file) => `!${file}`)]
const run = spawnSync(
  process.execPath,
  [
    STRYKER,
    'run',
    join(FOLDER, 'stryker.config.json'),
    '--mutate',
    mutate.join(','),
    ...(values.fresh ? ['--force'] : []),
  ],
  { cwd: root, stdio: 'inherit' },
)
if (run.status !== 0) process.exit(1)

const report = JSON.parse(readFileSync(join(CACHE, 'report.json'), 'utf8')) as {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>
}
/** What no test reaches is no better than what no test notices. Ignored and impossible mutants count for nothing. */
const scoreOf = (area: string): { killed: number; survived: number; score: number } => {
  const statuses = Object.entries(report.files)
    .filter(([file]) => file.startsWith(`${area}/`))
    .flatMap(([, { mutants }]) => mutants.map(({ status }) => status))
  const count = (...wanted: string[]): number => statuses.filter((status) => wanted.includes(status)).length
  const [killed, survived] = [count('Killed', 'Timeout'), count('Survived', 'NoCoverage')]
  return { killed, survived, score: killed + survived === 0 ? 100 : (100 * killed) / (killed + survived) }
}
const rows = areas.map((area) => ({ area, ...scoreOf(area) }))
console.log('\n| area | killed | survived | score |\n|---|---|---|---|')
for (const { area, killed, survived, score } of rows)
  console.log(`| ${area} | ${killed} | ${survived} | ${score.toFixed(1)}% |`)
const below = rows.filter(({ score }) => score < LEAST)
if (below.length > 0) console.log(`\nbelow ${LEAST}%: ${below.map(({ area }) => area).join(', ')}`)
process.exitCode = below.length > 0 ? 1 : 0
