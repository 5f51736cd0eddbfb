/**
 * Builds the app, starts relay and trustee on their own PostgreSQL, makes the town on the first start, and
 * opens the app: Electron windows where there is a runtime, a browser where there is a display, addresses in
 * any event.
 */
import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { findWindowBrowser } from '../browser.mjs'
import type { Servers } from '../../shared/bridge.ts'
import type { Roots } from '../../shared/membership/directory.ts'
import {
  foldersOf,
  keepTown,
  makeRoots,
  makeTown,
  readTown,
  veenwijk,
  type TownFile,
  type TownFolders,
} from '../demo/town.ts'
import { lastWords } from '../../relay/store/last-words.ts'
import { DEMO_PASSPHRASE } from '../../shared/demo.ts'
import { findElectron } from './electron.ts'
import { Processes } from './processes.ts'
import { chosenPorts } from './ports.ts'
import { say, step } from './progress.ts'

const ROOT = resolve(import.meta.dirname, '../..')

const HELP = `npm start [-- options]

  --fresh        begin again with an empty town (deletes the data folder)
  --data DIR     data folder (default: ./data)
  --no-window    print the addresses only
  --help`

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])

/** `name`: of the folder in this project where none was asked for. */
export const dataFolder = (asked: string | undefined, name: string): string =>
  resolve(asked ?? join(ROOT, name))

/** Makes the data folder. Throws Error with what to do where another user made it. */
const openFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o711 })
    await access(folder, constants.R_OK | constants.W_OK)
  } catch (cause) {
    throw new Error(
      `${folder} cannot be written: start as the user who made it, or choose another with --data`,
      {
        cause,
      },
    )
  }
}

const LOOK_MS = 1_000
/**
 * A signal that reaches npm alone ends npm and the shell between, which do not pass it on: then nobody is left
 * who could stop this process.
 */
const whenNpmEnds = (ended: () => void): void => {
  if (!process.env['npm_lifecycle_event'] || process.platform === 'win32') return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && ended(), LOOK_MS).unref()
}

/**
 * Runs a task whose processes all stop at Ctrl-C, where it fails, and where it says so. Ends this process.
 */
export const untilStopped = async (
  folders: TownFolders,
  task: (processes: Processes, stop: (code: number) => void) => Promise<void>,
): Promise<void> => {
  await openFolder(folders.data)
  const processes = new Processes(ROOT, join(folders.data, 'logs'))
  let stopped: Promise<void> | null = null
  const stop = (code: number): void => {
    if (stopped) return
    say('\nStopping …')
    stopped = processes.stop()
    void stopped.then(() => process.exit(code))
  }
  process.on('SIGINT', () => stop(0))
  process.on('SIGTERM', () => stop(0))
  process.on('SIGHUP', () => stop(0))
  whenNpmEnds(() => stop(0))
  try {
    await task(processes, stop)
  } catch (error) {
    if (stopped) return
    console.error(`\nRuggensteun could not start: ${error instanceof Error ? error.message : 'unknown'}`)
    stop(1)
  }
}

export const start = async (args: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fresh: { type: 'boolean', default: false },
      data: { type: 'string' },
      'no-window': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return say(HELP)
  say('Ruggensteun starts.')
  const folders = foldersOf(dataFolder(values.data, 'data'))
  if (values.fresh) await rm(folders.data, { recursive: true, force: true })
  await untilStopped(folders, (processes, stop) =>
    serveTown(folders, processes, {
      noWindow: values['no-window'],
      command: 'npm start',
      ended: () => stop(1),
      make: makeVeenwijk,
    }),
  )
}

const makeVeenwijk = async (folders: TownFolders, roots: Roots, servers: Servers): Promise<void> => {
  await step('The fictional town Veenwijk', () =>
    makeTown(veenwijk(), folders, roots, servers, (name) => process.stdout.write(` ${name},`)),
  )
  await keepTown(veenwijk(), folders)
}

const buildApp = async (): Promise<void> => {
  const builder = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  try {
    await promisify(execFile)(process.execPath, [builder, 'build', '--logLevel', 'warn'], { cwd: ROOT })
  } catch (cause) {
    const { stderr, stdout, message } = cause as Error & { stderr?: string; stdout?: string }
    throw new Error(`the app could not be built: ${lastWords(stderr || stdout || message)}`, { cause })
  }
}

export interface Serve {
  readonly noWindow: boolean
  /** What somebody typed to get here. */
  readonly command: string
  readonly ended: () => void
  /** Where there is no town yet. */
  readonly make: (folders: TownFolders, roots: Roots, servers: Servers) => Promise<void>
}

/** Serves the town of a data folder and opens it. */
export const serveTown = async (
  folders: TownFolders,
  processes: Processes,
  { noWindow, command, ended, make }: Serve,
): Promise<void> => {
  const gone = (words: string): void => {
    say(`\n${words}`)
    ended()
  }
  await step('Building the app', buildApp)
  const known = await readTown(folders, `${command} -- --fresh`)
  const roots = await step('Keys of municipality and programmabureau', () => makeRoots(folders))
  const ports = await chosenPorts(folders.data)
  const trustee = await step('Trustee, with its own PostgreSQL', () =>
    processes.server(
      'trustee',
      'relay/cli/trustee.ts',
      [
        'serve',
        '--data',
        folders.trustee,
        '--port',
        String(ports.trustee),
        '--origins',
        `http://127.0.0.1:${ports.relay}`,
      ],
      gone,
    ),
  )
  const relay = await step('Relay, with its own PostgreSQL', () =>
    processes.server(
      'relay',
      'relay/cli/relay.ts',
      [
        'serve',
        '--data',
        folders.relay,
        '--port',
        String(ports.relay),
        '--trustee-url',
        trustee.url,
        '--web',
        join(ROOT, 'out', 'renderer'),
        '--web-demo',
        folders.devices,
      ],
      gone,
    ),
  )
  if (!known) await make(folders, roots, { relay: relay.url, trustee: trustee.url })
  const town = known ?? (await readTown(folders, command))!
  const people = town.people.map((person) => ({
    ...person,
    address: `${relay.url}/?profile=${person.profile}`,
  }))
  await show(
    folders,
    processes,
    people.filter(({ profile }) => town.shown.includes(profile)),
    noWindow,
  )
  tell(town, people, folders, command)
}

const tell = (
  { name }: TownFile,
  people: readonly (TownFile['people'][number] & Shown)[],
  folders: TownFolders,
  command: string,
): void => {
  say(`\n${name} is open. Each person has an address of the same app:\n`)
  for (const person of people)
    say(
      `  ${person.name.padEnd(15)} ${person.does.padEnd(18)} ${person.organisation.padEnd(24)} ${person.address}`,
    )
  say(
    `\nIts people do not exist, so everyone may know their passphrase: ${DEMO_PASSPHRASE}\nThe data stays in ${folders.data}. Ctrl-C stops everything; '${command} -- --fresh' begins again.`,
  )
}

interface Shown {
  readonly profile: string
  readonly address: string
}

const show = async (
  folders: TownFolders,
  processes: Processes,
  first: readonly Shown[],
  noWindow: boolean,
): Promise<void> => {
  if (noWindow || !hasDisplay())
    return say(noWindow ? '' : '  There is no display here, so no window is opened.')
  const electron = await findElectron(ROOT)
  if (electron) {
    for (const { profile } of first)
      processes.window(electron, [
        ROOT,
        `--profile=${profile}`,
        '--demo',
        `--device-file=${join(folders.devices, `${profile}.device`)}`,
        `--user-data-dir=${join(folders.data, 'windows', profile)}`,
      ])
    return
  }
  const browser = findWindowBrowser()
  if (!browser)
    return say(
      '  No Electron runtime could be had, and no browser was found: open the addresses below yourself.',
    )
  say('  No Electron runtime could be had here: the same app opens in your browser.')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []
  for (const [i, { profile, address }] of first.entries())
    processes.window(browser, [
      `--app=${address}`,
      `--window-position=${40 + i * 80},${30 + i * 50}`,
      `--user-data-dir=${join(folders.data, 'windows', `${profile}-browser`)}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-sync',
      '--window-size=1280,840',
      ...sandbox,
    ])
}
