/** What both key holders' command lines share: options, help, one JSON line when ready, stop on signals. */
import { parseArgs } from 'node:util'
import { initConfig } from '../config.ts'
import type { HolderName } from '../oprf/epochs.ts'
import type { ServeOptions, Serving } from '../relay.ts'

const OPTIONS = {
  data: { type: 'string', default: 'data' },
  port: { type: 'string', default: '0' },
  origins: { type: 'string', default: '' },
  municipality: { type: 'string' }, trustee: { type: 'string' }, relay: { type: 'string' },
  web: { type: 'string' }, 'web-demo': { type: 'string' }, 'trustee-url': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const help = (name: HolderName): string => `node relay/cli/${name}.ts <command> [options]

  init    makes the signing key and the configuration in the data folder, or adds public keys to it; prints JSON
  serve   answers devices until Ctrl-C; prints one line of JSON when it is ready

  --data DIR            data folder (default: data)
  --municipality KEY    public key of the municipality   --trustee KEY   of the trustee   --relay KEY   of the relay
  --port N              0 takes a free port (default)
  --origins A,B         further origins of browsers that may ask (default: app://bundle only)${name === 'relay' ? `
  --web DIR             also serve the web edition from this folder; needs --trustee-url URL
  --web-demo DIR        only for the fictional town: hand out the device files in this folder` : ''}

  ${name.toUpperCase()}_DATABASE_URL   a PostgreSQL of your own, version 15 or newer; without it one is started in the data folder

Examples
  node relay/cli/${name}.ts init --data /srv/${name} --municipality oJmk...
  node relay/cli/${name}.ts serve --data /srv/${name} --port 8443
`

export type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values']

export const runCommandLine = async (name: HolderName, serve: (options: ServeOptions, values: Values) => Promise<Serving>): Promise<void> => {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const [command] = positionals
  if (values.help || !command) return console.log(help(name))
  if (command === 'init') {
    const { publicKey, roots } = await initConfig(values.data, name, { municipality: values.municipality, trustee: values.trustee, relay: values.relay })
    return console.log(JSON.stringify({ name, publicKey, roots }))
  }
  if (command !== 'serve') throw new Error(`unknown command '${command}': try --help`)
  const databaseUrl = process.env[`${name.toUpperCase()}_DATABASE_URL`]
  const origins = values.origins.split(',').filter(Boolean)
  const serving = await serve({ dataDir: values.data, port: Number(values.port), databaseUrl, origins }, values)
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void serving.stop().then(() => process.exit(0), () => process.exit(1))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  console.log(JSON.stringify({ ready: true, url: serving.url }))
  process.send?.({ ready: true, url: serving.url, databaseUrl: serving.databaseUrl })
}

export const failed = (error: unknown): void => {
  console.error(error instanceof Error ? error.message : 'failed')
  process.exitCode = 1
  process.send?.({ ready: false, error: error instanceof Error ? error.message : 'failed' })
  process.disconnect?.()
}
