/**
 * Figures of a key holder, some by organisation, so for its operator only. They have a port of their own on
 * 127.0.0.1: no header that a proxy sets, or forgets, brings them to the public one.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'

export interface MetricsServer {
  readonly url: string
  stop(): Promise<void>
}

/** The names under which this machine asks itself: a page elsewhere that points its own name here is refused. */
const OWN_NAMES = /^(127\.0\.0\.1|localhost)(:\d+)?$/i

/** On `port`, or a free one where that is 0. */
export const serveMetrics = async (registry: Registry, port: number): Promise<MetricsServer> => {
  const server = createServer(({ method, url, headers }, response) => {
    const passedOn = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined
    if (method !== 'GET' || url !== '/metrics' || passedOn || !OWN_NAMES.test(headers.host ?? ''))
      return void response.writeHead(404).end()
    void registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', listening)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
