/** What a relay that was told to stop still waits for. */
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endServer } from '../../../relay/http/server.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A server that closes once its connections are closed, as one does with a body that came by half. */
const serverWith = (underWay: ReadonlySet<object>): FastifyInstance => {
  const closed = Promise.withResolvers<void>()
  const fake = {
    close: () => closed.promise,
    underWay,
    websocketServer: { clients: new Set() },
    server: { closeAllConnections: () => closed.resolve() },
  }
  return fake as unknown as FastifyInstance
}
const secondsUntilEnd = async (underWay: ReadonlySet<object>): Promise<number> => {
  let ended = false
  void endServer(serverWith(underWay)).then(() => (ended = true))
  for (let seconds = 1; seconds <= 60; seconds++) {
    await vi.advanceTimersByTimeAsync(1_000)
    if (ended) return seconds
  }
  return Infinity
}

test('a connection with nothing under way gets a goodbye and no more', async () => {
  expect(await secondsUntilEnd(new Set())).toBeLessThanOrEqual(2)
})
test('a request that was begun gets seconds to end, and holds nothing up for ever', async () => {
  const seconds = await secondsUntilEnd(new Set([{}]))
  expect(seconds).toBeGreaterThan(5)
  expect(seconds).toBeLessThanOrEqual(10)
})
