// `npm run test:fresh`: the two commands of the README on machines as people have them. Makes such places, runs
// `npm ci`, `npm start` and `npm test -- --short` there, and says one line for each thing that it saw. What cannot
// be made on this machine is said as skipped, and counts as nothing else. `--only TEXT`: places whose name has it.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeUser, nodeOf, withMemory, withoutIpv6 } from './places.mjs'

const ROOT = resolve(import.meta.dirname, '../..')
const GIGABYTE = 2 ** 30
/** A command that takes longer hangs. In milliseconds; a busy machine may take its time. */
const PATIENCE = 20 * 60_000
const only = process.argv[process.argv.indexOf('--only') + 1 || process.argv.length] ?? ''
const isRoot = process.getuid?.() === 0

const counts = { passed: 0, failed: 0, skipped: 0 }
const say = (result, place, words) => {
  counts[result]++
  console.log(`${result.padEnd(7)} ${place}: ${words}`)
}

const ownPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
const outsideNode = ownPath.map((folder) => join(folder, 'node')).find(existsSync) ?? process.execPath
/** How this machine reaches the registry; everything else of our environment stays behind. */
const network = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    /proxy|^NODE_EXTRA_CA|^SSL_CERT|^npm_config_(registry|cafile)$/i.test(name),
  ),
)
network.npm_config_registry ??= execFileSync('npm', ['config', 'get', 'registry'], {
  encoding: 'utf8',
}).trim()

const base = mkdtempSync(join(realpathSync(tmpdir()), 'ruggensteun-fresh-'))
chmodSync(base, 0o711)
const copiesBefore = existsSync('/var/cache/ruggensteun-postgresql')
const undo = []
const cleanUp = () => {
  for (const task of undo.splice(0).reverse())
    try {
      task()
    } catch (error) {
      console.error(`not cleaned up: ${error.message}`)
    }
}
undo.push(() => rmSync(base, { recursive: true, force: true }))
if (isRoot && !copiesBefore)
  undo.push(() => rmSync('/var/cache/ruggensteun-postgresql', { recursive: true, force: true }))
process.on('exit', cleanUp)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))

/** What a checkout of this tree would hold, and what is not committed yet. */
const copyTree = (to) => {
  const list = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  for (const file of list.split('\0').filter((name) => name && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(ROOT, file), join(to, file))
  }
}

/** A process of a place; `marker` stands in its environment and in those of its children. */
const begin = (place, [command, ...args], { folder = place.folder, prefix = place.prefix } = {}) => {
  const [program, ...rest] = [...prefix, command, ...args]
  const child = spawn(program, rest, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...network,
      HOME: place.home,
      LANG: 'C.UTF-8',
      PATH: [place.node.bin, ...ownPath].join(delimiter),
      RUGGENSTEUN_FRESH: place.marker,
    },
  })
  const process_ = { child, said: '', ended: null }
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (process_.said += text))
  process_.ended = new Promise((told) => {
    child.once('error', (error) => told(error.message))
    child.once('close', (code, signal) => told(code ?? signal))
  })
  return process_
}

const lastLines = (text) => text.trim().split('\n').slice(-6).join(' | ').slice(-700)

const run = async (place, command, options) => {
  const started = Date.now()
  const process_ = begin(place, command, options)
  const timer = setTimeout(() => process.kill(-process_.child.pid, 'SIGKILL'), PATIENCE)
  const status = await process_.ended
  clearTimeout(timer)
  return { status, said: process_.said, seconds: ((Date.now() - started) / 1000).toFixed(0) }
}

/** What is left of a place: what carries its marker, or works in one of its folders (PostgreSQL). */
const processesOf = ({ marker, home }) =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const isZombie = /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
      const isMarked = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`RUGGENSTEUN_FRESH=${marker}`)
      return !isZombie && (isMarked || readlinkSync(`/proc/${pid}/cwd`).startsWith(home))
    } catch {
      return false // gone meanwhile
    }
  })

const killAll = (place) => {
  for (let tries = 0; tries < 20; tries++)
    for (const pid of processesOf(place))
      try {
        process.kill(Number(pid), 'SIGKILL')
      } catch {
        // It ended meanwhile.
      }
}

const until = async (condition, patience = PATIENCE) => {
  for (const end = Date.now() + patience; Date.now() < end; await pause(200))
    if (await condition()) return true
  return false
}

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/\?profile=[\w-]+/
/** Inside the network of the process, which may be one of its own. */
const pageAt = (address, pid) => {
  const script = `const answer = await fetch(process.argv[1]); console.log(answer.status, await answer.text())`
  const inside = isRoot ? ['nsenter', '-t', String(pid), '-n', '--'] : []
  const [program, ...args] = [...inside, process.execPath, '--input-type=module', '-e', script, address]
  return execFileSync(program, args, { encoding: 'utf8' })
}

/** `npm start` until it says its addresses. Gives null where it ended before. */
const started = async (place, folder) => {
  const process_ = begin(place, ['npm', 'start'], { folder })
  let status
  void process_.ended.then((code) => (status = code))
  await until(() => status !== undefined || /Ctrl-C stops everything/.test(process_.said))
  const address = ADDRESS.exec(process_.said)?.[0]
  if (status !== undefined || !address)
    throw new Error(`npm start ended (${status}): ${lastLines(process_.said)}`)
  const page = pageAt(address, process_.child.pid)
  if (!/^200 <!doctype html>/i.test(page)) throw new Error(`${address} answered ${page.slice(0, 80)}`)
  return { ...process_, address }
}

const tryStart = async (place, second) => {
  const first = await started(place, place.folder)
  say('passed', place.name, 'npm start serves its addresses')
  let other = null
  if (second) {
    other = await started(place, second)
    if (other.address.split('/?')[0] === first.address.split('/?')[0])
      throw new Error('both copies have one address')
    say('passed', place.name, 'a second copy runs beside it')
  }
  process.kill(-first.child.pid, 'SIGINT') // Ctrl-C in a terminal reaches the whole group
  if (other) process.kill(other.child.pid, 'SIGTERM')
  await Promise.all([first.ended, other?.ended])
  await until(() => processesOf(place).length === 0, 60_000)
  const left = processesOf(place).map((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
  )
  if (left.length > 0) throw new Error(`still running after it was stopped: ${left.join(' | ')}`)
  say('passed', place.name, 'it stops, and nothing that it started is left')
}

const tryPlace = async (place) => {
  const unready = await run(place, ['npm', 'start'])
  const isOneLine =
    unready.status !== 0 && /^The packages are not installed here\. Run: npm ci$/m.test(unready.said)
  say(isOneLine ? 'passed' : 'failed', place.name, `npm start before npm ci: ${lastLines(unready.said)}`)

  const installed = await run(place, ['npm', 'ci'], { prefix: place.online })
  if (installed.status !== 0) throw new Error(`npm ci: ${lastLines(installed.said)}`)
  say('passed', place.name, `npm ci, ${installed.seconds} s`)

  if (Number(place.node.version.slice(1).split('.')[0]) < 24) {
    const { status, said } = await run(place, [join(place.node.bin, 'node'), 'build/start.mjs'])
    const isClear = status === 1 && /^Node 24 or newer is needed[^\n]*\n$/.test(said)
    say(isClear ? 'passed' : 'failed', place.name, `by hand with ${place.node.version}: ${lastLines(said)}`)
  }
  const second = place.hasSecond ? join(place.home, 'copy') : null
  if (second) execFileSync('cp', ['-a', place.folder, second])
  await tryStart(place, second)
  if (second) rmSync(second, { recursive: true, force: true })

  // The browser, where the system has none, comes over the network.
  const browser = await run(place, ['node_modules/.bin/node', 'build/browser.mjs'], { prefix: place.online })
  if (browser.status !== 0) throw new Error(`no browser: ${lastLines(browser.said)}`)
  const tested = await run(place, ['npm', 'test', '--', '--short'])
  const closing = /^([1-9]\d*) passed, 0 failed$/m.exec(tested.said)
  if (tested.status !== 0 || !closing) throw new Error(`npm test: ${lastLines(tested.said)}`)
  say('passed', place.name, `npm test -- --short: ${closing[0]}, ${tested.seconds} s`)
  const memory = place.memory?.told()
  if (memory) {
    const most = `${(memory.most / GIGABYTE).toFixed(1)} GB at most`
    say(memory.killed ? 'failed' : 'passed', place.name, `in 4 GB of memory (${most} in use)`)
  }
}

/** `conditions`: what `places.mjs` made, or why it could not. Those that could not are said, and left out. */
const makePlace = (name, { user, node, memory, net, folder, hasSecond }) => {
  const home = join(base, randomBytes(3).toString('hex'))
  mkdirSync(join(home, folder), { recursive: true })
  const made = { user: user?.(home), node, memory: memory?.(), net: net?.() }
  for (const { reason } of Object.values(made).filter(Boolean)) if (reason) say('skipped', name, reason)
  if (made.user?.reason || node.reason) return null
  const prefixOf = (...parts) => parts.flatMap((part) => part?.prefix ?? [])
  const place = {
    name,
    home,
    hasSecond,
    node,
    folder: join(home, folder),
    marker: randomBytes(8).toString('hex'),
    memory: made.memory?.told ? made.memory : null,
    prefix: prefixOf(made.memory, made.net, made.user),
    online: prefixOf(made.user),
  }
  for (const { remove } of [made.memory, made.user].filter(Boolean)) if (remove) undo.push(remove)
  undo.push(() => killAll(place))
  copyTree(place.folder)
  chmodSync(home, 0o700)
  made.user?.own(home)
  return place
}

const PLACES = [
  [
    'root in a private home, two copies, Node 20 outside',
    () => ({ node: nodeOf(20, join(base, 'node20'), outsideNode), folder: 'ruggensteun', hasSecond: true }),
    isRoot ? null : 'this is not run as root',
  ],
  [
    'an ordinary user, spaces and accents in the path, Node 22 outside',
    () => ({
      user: makeUser,
      node: nodeOf(22, join(base, 'node22'), outsideNode),
      folder: 'Mijn Documenten é/de proef',
    }),
  ],
  [
    'an ordinary user, no IPv6, 4 GB of memory, Node 24 outside',
    () => ({
      user: makeUser,
      node: nodeOf(24, join(base, 'node24'), outsideNode),
      net: withoutIpv6,
      memory: () => withMemory(4 * GIGABYTE),
      folder: 'ruggensteun',
    }),
  ],
]

if (process.platform !== 'linux') say('skipped', 'every place', 'these places are made on Linux only')
for (const [name, conditions, reason] of process.platform === 'linux' ? PLACES : []) {
  if (!name.includes(only)) continue
  if (reason) {
    say('skipped', name, reason)
    continue
  }
  const place = makePlace(name, conditions())
  if (!place) continue
  try {
    await tryPlace(place)
  } catch (error) {
    say('failed', name, error.message)
  }
  killAll(place)
  rmSync(place.home, { recursive: true, force: true })
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(counts.failed === 0 ? 0 : 1)
