/**
 * A PostgreSQL of our own on machines as people have them. What concerns root is tried where these tests run as
 * root; test/fresh/ tries the whole of it as an ordinary user too.
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUNDS } from '../rounds.ts'
import { startEmbedded } from '../../relay/store/embedded.ts'
import { findPrograms, reachableBy } from '../../relay/store/programs.ts'

const isRoot = process.getuid?.() === 0
const folders: string[] = []
const makeFolder = (mode: number): string => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ruggensteun-embedded-'))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const answerOf = async (url: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select current_database() as name')
  await client.end()
  return rows[0]
}

test('in a private folder with spaces and accents, where a first start was broken off half way', async () => {
  const folder = join(makeFolder(0o700), 'Mijn Documenten é')
  mkdirSync(join(folder, 'postgres.new'), { recursive: true })
  writeFileSync(join(folder, 'postgres.new', 'PG_VERSION'), '18\n')
  const first = await startEmbedded(folder)
  expect(await answerOf(first.url)).toEqual({ name: 'ruggensteun' })
  await first.stop()
  await first.stop() // twice does not hang
  const second = await startEmbedded(folder)
  expect(await answerOf(second.url)).toEqual({ name: 'ruggensteun' })
  await second.stop()
  expect(statSync(dirname(folder)).mode & 0o777).toBe(0o700)
  expect(readdirSync(folder).sort()).toEqual(['database-made', 'postgres', 'postgres-password'])
})

test('what PostgreSQL says last is said in one line', async () => {
  const folder = makeFolder(0o700)
  mkdirSync(join(folder, 'postgres'))
  writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '18\n')
  const failure = await startEmbedded(folder).then(
    () => 'it started',
    (error: Error) => error.message,
  )
  expect(failure).toMatch(/^PostgreSQL did not start in .*\/postgres: .+/)
  expect(failure).not.toContain('\n')
})

describe.skipIf(!isRoot)('as root', () => {
  const account = { uid: 65_534, gid: 65_534 }
  let native = ''
  beforeAll(async () => {
    const own = dirname(dirname((await findPrograms(makeFolder(0o700))).initdb))
    native = join(makeFolder(0o700), 'native')
    // In a folder that nobody but root may enter, as below /root.
    execFileSync('cp', ['-a', own, native])
  })
  const from = (): { native: string; version: string } => ({ native, version: '1' })
  const runs = (folder: string): string =>
    execFileSync(join(folder, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })

  test('programs that cannot be reached are copied, for everybody to run and nobody to change', async () => {
    const place = makeFolder(0o755)
    process.umask(0o077)
    const copy = await reachableBy(account, from(), [place]).finally(() => process.umask(0o022))
    expect(copy.startsWith(place)).toBe(true)
    expect(runs(copy)).toContain('PostgreSQL')
    const open = execFileSync('find', [place, '-not', '-type', 'l', '-perm', '/022'], { encoding: 'utf8' })
    expect(open).toBe('')
    const { mtimeMs } = statSync(join(copy, 'bin', 'postgres'))
    expect(await reachableBy(account, from(), [place])).toBe(copy)
    expect(statSync(join(copy, 'bin', 'postgres')).mtimeMs).toBe(mtimeMs)
  })

  // More rounds than one: where one replaced what another was running, about every second round failed.
  test.each(Array.from({ length: ROUNDS.starts }, (_, index) => index + 1))(
    'starts that copy a moment after each other all get one whole copy (%i)',
    async () => {
      const place = makeFolder(0o755)
      const copies = await Promise.all(
        [0, 10, 20].map(async (ms) => {
          await sleep(ms)
          return reachableBy(account, from(), [place])
        }),
      )
      expect(new Set(copies).size).toBe(1)
      expect(runs(copies[0]!)).toContain('PostgreSQL')
      expect(readdirSync(dirname(copies[0]!))).toEqual(['1'])
    },
  )

  test('a copy that a power cut left half written is made again', async () => {
    const place = makeFolder(0o755)
    const copy = await reachableBy(account, from(), [place])
    truncateSync(join(copy, 'share', 'postgresql', 'postgres.bki'), 100)
    expect(await reachableBy(account, from(), [place])).toBe(copy)
    expect(statSync(join(copy, 'share', 'postgresql', 'postgres.bki')).size).toBeGreaterThan(100)
  })

  // Each way in which somebody without rights prepares a shared machine for the day that root comes by.
  test.each([
    ['made the folder first', (ours: string) => (mkdirSync(ours), chownSync(ours, 1234, 1234))],
    ['was let to write in it', (ours: string) => (mkdirSync(ours), chmodSync(ours, 0o777))],
    ['put a link in its place', (ours: string) => execFileSync('ln', ['-s', makeFolder(0o777), ours])],
    ['owns the folder above', (ours: string) => chownSync(dirname(ours), 1234, 1234)],
    ['may write in the folder above', (ours: string) => chmodSync(dirname(ours), 0o777)],
  ])('nothing runs from a place where somebody else %s', async (_, prepare) => {
    const [theirs, good] = [makeFolder(0o1777), makeFolder(0o755)]
    const ours = join(theirs, 'ruggensteun-postgresql')
    prepare(ours)
    const copy = await reachableBy(account, from(), [theirs, good])
    expect(copy.startsWith(good)).toBe(true)
    expect(existsSync(join(ours, '1'))).toBe(false)
    await expect(reachableBy(account, from(), [theirs])).rejects.toThrow('does not belong to root alone')
  })

  test('a root that may not become another user is told so in one line', () => {
    const script = `import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, '../../relay/store/embedded.ts'))}
      await startEmbedded(process.argv[1]).catch((error) => console.log(error.message))`
    const bare = ['--bounding-set=-setuid,-setgid', process.execPath, '--no-warnings', '--input-type=module']
    const said = execFileSync('setpriv', [...bare, '-e', script, makeFolder(0o755)], { encoding: 'utf8' })
    expect(said).toMatch(/^PostgreSQL refuses to run as root, .*Start this as an ordinary user.*\n$/)
  })

  test('a folder that an ordinary user began serves root too, and stays theirs', async () => {
    const folder = makeFolder(0o755)
    const server = await startEmbedded(folder)
    await server.stop()
    execFileSync('chown', ['-R', '65534:65534', folder])
    const again = await startEmbedded(folder)
    expect(await answerOf(again.url)).toEqual({ name: 'ruggensteun' })
    await again.stop()
    expect(statSync(join(folder, 'postgres')).uid).toBe(65_534)
  })
})

test('to import it starts nothing that hears signals: the exit hook of the package ended a relay that answered', () => {
  const script = `await import(${JSON.stringify(join(import.meta.dirname, '../../relay/store/embedded.ts'))})
    console.log(['SIGTERM', 'SIGINT', 'SIGHUP', 'exit'].map((name) => process.listenerCount(name)).join())`
  const said = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  expect(said).toBe('0,0,0,0\n')
})
