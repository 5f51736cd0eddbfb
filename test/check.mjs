// `npm run check`: what a change must pass before it is committed, side by side. Format, lint, types, unused
// exports, and the tests that need no database, no browser and no process of their own (among them the import
// rules and the search for circles). tsc keeps what it saw in node_modules/.cache, so a second check is shorter.
import { spawn } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'
import { stopWhereIncomplete } from '../build/complete.mjs'

stopWhereIncomplete()

const root = resolve(import.meta.dirname, '..')
const CACHE = 'node_modules/.cache'
const env = {
  ...process.env,
  PATH: join(root, 'node_modules/.bin') + delimiter + process.env.PATH,
  FORCE_COLOR: '0',
  NODE_COMPILE_CACHE: join(root, CACHE, 'node'),
}
const STEPS = [
  ['tests', 'vitest', ['run', '--project=pure', '--reporter=dot']],
  [
    'types',
    'tsc',
    ['-p', '.', '--checkers', '2', '--incremental', '--tsBuildInfoFile', `${CACHE}/tsc.tsbuildinfo`],
  ],
  ['format', 'oxfmt', ['--list-different']],
  ['lint', 'oxlint', ['--deny-warnings']],
  ['unused exports', 'knip', ['--no-progress']],
]

const run = ([title, command, args]) =>
  new Promise((done) => {
    const started = performance.now()
    const child = spawn(command, args, { cwd: root, env, shell: process.platform === 'win32' })
    let words = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (words += piece))
    child.once('error', (error) => done({ title, ok: false, words: String(error) }))
    child.once('close', (code) => {
      console.log(
        `${code === 0 ? 'ok    ' : 'FAILED'} ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
      )
      done({ title, ok: code === 0, words })
    })
  })

const results = await Promise.all(STEPS.map(run))
for (const { title, ok, words } of results) if (!ok) console.log(`\n== ${title}\n${words.trim()}`)
process.exit(results.every(({ ok }) => ok) ? 0 : 1)
