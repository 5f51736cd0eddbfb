/**
 * Metrics name organisations: they are for the operator, on a port of its own, whatever a proxy does with the
 * public one.
 */
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Town } from '../fixtures/town.ts'

let town: Town
beforeAll(async () => {
  town = await Town.start()
})
afterAll(() => town.stop())

/** What comes back for exactly these bytes: the clients of Node would tidy the target up first. */
const answerTo = (
  url: string,
  target: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> => {
  const { hostname, port } = new URL(url)
  const lines = Object.entries({ host: `${hostname}:${port}`, ...headers, connection: 'close' })
  return new Promise((done, failed) => {
    let text = ''
    const socket = connect(Number(port), hostname)
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    socket.on('error', failed)
    socket.on('close', () => done(text))
    socket.write(
      `GET ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`,
    )
  })
}
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

const HEADERS: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'x-forwarded-for': '203.0.113.9' },
  { 'x-forwarded-for': '127.0.0.1' },
  { 'x-forwarded-host': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
  { forwarded: 'for=127.0.0.1;host=localhost' },
  { host: 'localhost' },
  { host: 'ruggensteun.veenwijk.nl' },
  { 'x-original-url': '/metrics', 'x-rewrite-url': '/metrics' },
]
const TARGETS = [
  '/metrics?x',
  '/metrics/',
  '//metrics',
  '/./metrics',
  '/livez/../metrics',
  '/%6detrics',
  '/%6Detrics',
  '/metrics%20',
  '/metrics%00',
  '/%2fmetrics',
  '/METRICS',
  '/metrics;a=b',
]

describe.each(['relay', 'trustee'] as const)('%s', (holder) => {
  test('the public port has no metrics, whatever stands in the headers', async () => {
    for (const headers of HEADERS)
      expect([headers, statusOf(await answerTo(town[holder].url, '/metrics', headers))]).toEqual([
        headers,
        404,
      ])
  })

  test('nor under another spelling of the address', async () => {
    const { url } = town[holder]
    for (const target of [...TARGETS, `${url}/metrics`, 'http://localhost/metrics', `${url}//metrics`]) {
      const answer = await answerTo(url, target, {})
      expect([target, [400, 401, 404].includes(statusOf(answer))]).toEqual([target, true])
      expect(answer).not.toMatch(/# HELP|_requests_total/)
    }
  })

  test('they are at a port of the machine itself, for this machine only', async () => {
    const { metricsUrl } = town[holder]
    const { hostname, port } = new URL(metricsUrl!)
    expect(hostname).toBe('127.0.0.1')
    const text = await (await fetch(metricsUrl!)).text()
    expect(text).toContain(`${holder}_requests_total{route="/metrics",status="404"}`)
    const refused: readonly Readonly<Record<string, string>>[] = [
      { 'x-forwarded-for': '127.0.0.1' },
      { forwarded: 'for=127.0.0.1' },
      { host: 'rebound.example' },
      { host: `rebound.example:${port}` },
    ]
    for (const headers of refused)
      expect(statusOf(await answerTo(metricsUrl!, '/metrics', headers))).toBe(404)
    for (const target of ['/', '/v1/keys', '/metrics/../v1/keys'])
      expect(statusOf(await answerTo(metricsUrl!, target, {}))).toBe(404)
    const post = await new Promise<number | undefined>((done) =>
      request(metricsUrl!, { method: 'POST' }, ({ statusCode }) => done(statusCode)).end(),
    )
    expect(post).toBe(404)
  })
})
