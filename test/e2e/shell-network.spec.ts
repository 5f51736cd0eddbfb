/**
 * Who may reach what: the page nothing, the engine's worker the two servers, and no server before it is
 * named.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, type Page, type Worker } from '@playwright/test'
import { WebSocketServer } from 'ws'
import { launchApp, type LaunchedApp } from '../electron-double/launch.ts'

let app: LaunchedApp
let page: Page
const servers: Server[] = []

/** One app, which knows of no server before the first is named; each test names its own, which loads the page again. */
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  app = await launchApp()
  page = await app.firstWindow()
})
test.afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
test.afterAll(() => app.close())

interface Standing {
  readonly url: string
  readonly requests: IncomingMessage[]
}

/** Answers as a relay does: CORS for the asking origin, JSON, and a WebSocket. */
async function standing(allowOrigin = true): Promise<Standing> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    if (allowOrigin) response.setHeader('access-control-allow-origin', request.headers.origin ?? '')
    if (allowOrigin) response.setHeader('access-control-allow-headers', 'content-type')
    response.end('{"answer":"pong"}')
  })
  new WebSocketServer({ server }).on('connection', (socket) => socket.send('live'))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  servers.push(server)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

const engineWorker = async (): Promise<Worker> => page.workers()[0] ?? (await page.waitForEvent('worker'))

/** Names the servers and waits for the page that comes with the new policy. */
async function use(relay: string, trustee: string): Promise<void> {
  const loaded = page.waitForEvent('load')
  await page.evaluate((named) => window.ruggensteun!.useServers(named), { relay, trustee })
  await loaded
}

const reach = (from: Page | Worker, url: string): Promise<string> =>
  (from as Worker).evaluate(
    (target) =>
      fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then(
        (response) => response.text(),
        (error: Error) => error.name,
      ),
    url,
  )

const listen = (from: Page | Worker, url: string): Promise<string> =>
  (from as Worker).evaluate(
    (target) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(target)
        socket.onmessage = ({ data }) => resolve(String(data))
        socket.onerror = () => resolve('refused')
      }),
    url,
  )

test('the worker cannot turn text into code either', async () => {
  const worker = await engineWorker()
  const outcome = await worker.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(`ran: ${new Function('return 1')()}`)
          } catch (error) {
            resolve((error as Error).name)
          }
        })
      }),
  )
  expect(outcome).toBe('EvalError')
})

test('the worker reaches its two servers and no third; the page reaches none', async () => {
  const [relay, trustee, third] = await Promise.all([standing(), standing(), standing()])
  expect(await reach(await engineWorker(), relay.url)).toBe('TypeError')
  await use(relay.url, trustee.url)
  const worker = await engineWorker()
  expect(await reach(worker, `${relay.url}/events`)).toBe('{"answer":"pong"}')
  expect(await reach(worker, `${trustee.url}/evaluate`)).toBe('{"answer":"pong"}')
  expect(await listen(worker, relay.url.replace('http', 'ws'))).toBe('live')
  expect(await reach(worker, third.url)).toBe('TypeError')
  expect(await listen(worker, third.url.replace('http', 'ws'))).toBe('refused')
  expect(await reach(page, relay.url)).toBe('TypeError')
  expect(await listen(page, relay.url.replace('http', 'ws'))).toBe('refused')
  expect(third.requests).toEqual([])
})

test('a server that does not know the app is asked first and answers nothing', async () => {
  const relay = await standing(false)
  await use(relay.url, relay.url)
  const before = relay.requests.length
  expect(await reach(await engineWorker(), `${relay.url}/events`)).toBe('TypeError')
  const asked = relay.requests.slice(before).filter(({ url }) => url === '/events')
  expect(asked.map(({ method }) => method)).toEqual(['OPTIONS']) // Chromium's own preflight, not one the double answers
})

test('servers are remembered, and naming them again does not reload', async () => {
  const relay = await standing()
  await use(relay.url, relay.url)
  await page.evaluate(() => Object.assign(window, { isStill: true }))
  await page.evaluate((url) => window.ruggensteun!.useServers({ relay: url, trustee: url }), relay.url)
  await page.waitForTimeout(300)
  expect(await page.evaluate(() => 'isStill' in window)).toBe(true)
  await app.close()
  app = await launchApp({ userData: app.userData })
  page = await app.firstWindow()
  expect((await page.evaluate(() => window.ruggensteun!.start())).servers).toEqual({
    relay: relay.url,
    trustee: relay.url,
  })
})
