/**
 * A PouchDB client that replicates with express-pouchdb. Null where the packages are not there: they are
 * installed on demand.
 */
import { execFileSync, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pause } from '../figures.ts'

const FOLDER = import.meta.dirname

interface Doc {
  readonly _id: string
  readonly envelope: string
}
interface Store {
  bulkDocs(docs: readonly Doc[]): Promise<unknown>
  put(doc: Doc): Promise<unknown>
  info(): Promise<{ doc_count: number }>
  destroy(): Promise<unknown>
  changes(options: object): {
    on(event: 'change', heard: (change: { id: string }) => void): void
    cancel(): void
  }
}
type Replicate = (from: Store, to: Store, options: object) => Promise<unknown>

export interface Pouch {
  /** What a client wrote before goes to the server; how long that takes is the caller's to measure. */
  push(all: readonly Buffer[]): Promise<() => Promise<void>>
  pullAll(): Promise<void>
  /** From the server's answer until the change reached who listened, ms. */
  live(all: readonly Buffer[], everyMs: number): Promise<number[]>
  stop(): Promise<void>
}

type Client = { new (name: string, options?: object): Store; readonly replicate: Replicate }
/** A plugin may be added once only. */
let loaded: Client | null = null
const load = (): Client => {
  const require = createRequire(import.meta.url)
  return require('pouchdb-core')
    .plugin(require('pouchdb-adapter-memory'))
    .plugin(require('pouchdb-adapter-http'))
    .plugin(require('pouchdb-replication')) as Client
}

const packagesAreHere = (): boolean => existsSync(join(FOLDER, 'node_modules/express-pouchdb'))

export const startPouch = async (install: boolean): Promise<Pouch | null> => {
  if (!packagesAreHere() && install)
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: FOLDER,
      stdio: 'inherit',
    })
  if (!packagesAreHere()) return null
  const PouchDB = (loaded ??= load())
  const child = fork(join(FOLDER, 'server.ts'), [], {
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: ['--no-warnings'],
  })
  const { port } = await new Promise<{ port: number }>((ready, failed) => {
    child.once('message', ready)
    child.once('exit', () => failed(new Error('express-pouchdb ended')))
  })
  const remote = (): Store => new PouchDB(`http://127.0.0.1:${port}/bench`)
  let count = 0
  const docsOf = (all: readonly Buffer[]): Doc[] =>
    all.map((bytes) => ({ _id: String(++count).padStart(12, '0'), envelope: bytes.toString('base64url') }))
  const memory = (): Store => new PouchDB(`local-${++count}`, { adapter: 'memory' })
  await remote().info()
  return {
    push: async (all) => {
      const local = memory()
      await local.bulkDocs(docsOf(all))
      return async () => {
        await PouchDB.replicate(local, remote(), { batch_size: 100 })
        await local.destroy()
      }
    },
    pullAll: async () => {
      const local = memory()
      await PouchDB.replicate(remote(), local, { batch_size: 1000 })
      await local.destroy()
    },
    live: async (all, everyMs) => {
      const arrived = new Map<string, number>()
      const answered = new Map<string, number>()
      const listening = remote().changes({ since: 'now', live: true, include_docs: true })
      listening.on('change', ({ id }) => {
        arrived.set(id, performance.now())
      })
      await pause(500)
      const store = remote()
      for (const doc of docsOf(all)) {
        void store.put(doc).then(() => answered.set(doc._id, performance.now()))
        await pause(everyMs)
      }
      await pause(500)
      listening.cancel()
      return [...answered].flatMap(([id, at]) =>
        arrived.has(id) ? [Math.max(0, arrived.get(id)! - at)] : [],
      )
    },
    stop: async () => {
      const gone = new Promise((ended) => child.once('exit', ended))
      child.kill()
      await gone
    },
  }
}
