/**
 * The web edition behind a TLS proxy: devices reach the relay by its public address, and the address on which
 * it listens is nobody's business but the proxy's.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get, type IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import WebSocket from 'ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { initConfig } from '../../relay/config.ts'
import { startRelay, type Serving } from '../../relay/relay.ts'
import { freePort } from '../../relay/store/embedded.ts'
import { startTlsProxy, TLS_CERTIFICATE_FILE, type TlsProxy } from '../fixtures/tls-proxy.ts'
import { Town } from '../fixtures/town.ts'

const TRUSTEE = 'https://sleutel.example'
const ca = readFileSync(TLS_CERTIFICATE_FILE)
const WORKER = '/assets/worker-1.js'

let town: Town
let folder: string
let relay: Serving
let proxy: TlsProxy
const serve = (port = 0): Promise<Serving> =>
  startRelay({
    dataDir: folder,
    databaseUrl: town.relay.databaseUrl,
    port,
    clock: town.clock,
    logTo: { write: () => {} },
    web: { webDir: join(folder, 'web'), demoDir: null, trusteeUrl: TRUSTEE, version: '0' },
  })
beforeAll(async () => {
  town = await Town.start()
  folder = await mkdtemp(join(tmpdir(), 'ruggensteun-public-'))
  await cp(town.relayDir, folder, { recursive: true })
  await mkdir(join(folder, 'web/assets'), { recursive: true })
  await writeFile(join(folder, 'web', WORKER), '')
  const port = await freePort()
  proxy = await startTlsProxy(`http://127.0.0.1:${port}`)
  await initConfig(folder, 'relay', { relayUrl: proxy.url })
  relay = await serve(port)
})
afterAll(async () => {
  await relay.stop()
  await proxy.stop()
  await town.stop()
  await rm(folder, { recursive: true, force: true })
})

interface Answer {
  readonly headers: IncomingHttpHeaders
  readonly text: string
}
const ask = (url: string): Promise<Answer> =>
  new Promise((done, failed) => {
    const asked = (url.startsWith('https') ? request(url, { ca }) : get(url)).on('error', failed)
    asked.on('response', (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      response.on('end', () => done({ headers: response.headers, text }))
    })
    asked.end()
  })

/** The code with which a WebSocket of a page of this origin is closed after words that say nothing. */
const closedAfter = (url: string, origin: string): Promise<'at once' | 'after its hello'> => {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/live`, { ca, origin })
  let said = false
  socket.on('error', () => {})
  return new Promise((done) => {
    socket.on('close', () => done(said ? 'after its hello' : 'at once'))
    // One whose origin is refused was closed in the same step in which it was opened.
    socket.on('open', () =>
      setImmediate(() =>
        socket.ping(undefined, undefined, () =>
          socket.once('pong', () => {
            said = true
            socket.send('{}')
          }),
        ),
      ),
    )
  })
}

test('start.json and the worker name the public address, and nothing names the one behind the proxy', async () => {
  const start = await ask(`${proxy.url}/start.json`)
  expect(JSON.parse(start.text)).toMatchObject({ servers: { relay: proxy.url, trustee: TRUSTEE } })
  const worker = await ask(`${proxy.url}${WORKER}`)
  const policy = worker.headers['content-security-policy']
  expect(policy).toContain(`connect-src 'self' ${proxy.url} ${proxy.url.replace('https', 'wss')} ${TRUSTEE}`)
  for (const { text, headers } of [start, worker])
    expect(text + JSON.stringify(headers)).not.toContain(relay.url)
})

test('a page of the public address has a live connection through the proxy, one of another address has none', async () => {
  expect(await closedAfter(proxy.url, proxy.url)).toBe('after its hello')
  for (const origin of ['https://elsewhere.example', proxy.url.replace('https', 'http'), relay.url, 'null'])
    expect([origin, await closedAfter(proxy.url, origin)]).toEqual([origin, 'at once'])
})

test('without a public address in the configuration it is the one on which it listens', async () => {
  const own = await startRelay({
    dataDir: town.relayDir,
    databaseUrl: town.relay.databaseUrl,
    clock: town.clock,
    logTo: { write: () => {} },
    web: { webDir: join(folder, 'web'), demoDir: null, trusteeUrl: TRUSTEE, version: '0' },
  })
  expect(JSON.parse((await ask(`${own.url}/start.json`)).text)).toMatchObject({ servers: { relay: own.url } })
  expect(await closedAfter(own.url, own.url)).toBe('after its hello')
  await own.stop()
})
