/**
 * A laptop that stops reading in the middle of a live connection: it costs the relay a bounded memory, and
 * nobody else anything.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLive } from '../fixtures/live-reader.ts'
import { expectNothingLost, pullInto, pushTo, type Acknowledged } from '../fixtures/relay-process.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member } from '../fixtures/town.ts'

/** Held for one reader before it is let go, and one message more: a page of 1,000 events. */
const MOST_BYTES = 4 * 1024 * 1024 + 3 * 1024 * 1024

let town: Town
let member: Member
beforeAll(async () => {
  town = await Town.start({ at: new Date().toISOString() })
  member = await town.admitDevice(await town.admitOrganisation())
})
afterAll(() => town.stop())

const metric = async (name: string): Promise<number> =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(await (await fetch(town.relay.metricsUrl!)).text())?.[1])

test('a reader that does not read is let go, the others miss nothing and wait for nothing, and it catches up by pulling', async () => {
  const { url } = town.relay
  const token = await town.session(member)
  const [slow, quick] = [readLive(url, token), readLive(url, token)]
  await Promise.all([slow.ready, quick.ready])
  expect(await metric('relay_live_readers')).toBe(2)
  slow.socket.pause()

  const acknowledged: Acknowledged = new Map()
  const buffered: number[] = []
  const isDropped = async (): Promise<boolean> => (await metric('relay_live_dropped')) === 1
  while (!(await isDropped())) {
    const answer = await pushTo(
      url,
      token,
      Array.from({ length: 500 }, () => someEnvelope()),
    )
    for (const [hash, seq] of answer as Acknowledged) acknowledged.set(hash, seq)
    // While the slow one sleeps the quick one hears every push before the next one is made.
    await expect.poll(() => quick.heard.length, { timeout: 60_000 }).toBe(acknowledged.size)
    buffered.push(await metric('relay_live_buffered_bytes'))
    expect(acknowledged.size).toBeLessThan(50_000)
  }
  expect(Math.max(...buffered)).toBeGreaterThan(1024 * 1024)
  expect(Math.max(...buffered)).toBeLessThan(MOST_BYTES)
  expect([await metric('relay_live_readers'), await metric('relay_live_buffered_bytes')]).toEqual([1, 0])

  slow.socket.resume()
  await slow.closed
  expect(slow.heard.length).toBeLessThan(acknowledged.size)
  const stored = await pullInto(new Map(), url, token)
  expectNothingLost(acknowledged, stored)
  expect(slow.heard).toEqual(
    [...stored].slice(0, slow.heard.length).map(([hash, { seq }]) => ({ hash, seq })),
  )
  expect(quick.heard).toEqual([...stored].map(([hash, { seq }]) => ({ hash, seq })))
  quick.socket.close()
})
