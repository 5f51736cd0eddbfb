/**
 * Who delivers a file for somebody else may have been away for days, and their clock may be wrong: the relay
 * says what is past its date.
 */
import { expect, test } from 'vitest'
import { carryIn, type CarryParts } from '../../../renderer/engine/sync/carry.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { encodeCarried } from '../../../shared/protocol/carried.ts'
import { someEnvelope } from '../../fixtures/some-envelope.ts'

const NOW = new Date('2026-11-26T09:00:00.000Z')
const OLD = new Date('2026-11-23T09:00:00.000Z')

test('an envelope that outlived its date on the way is left out and counted, by the time of the relay and not of the laptop', async () => {
  const [gone, alive] = [0, 1].map((days) => toBase64url(someEnvelope(NOW, days)))
  const pushed: unknown[] = []
  const relay = {
    call: (_: string, path: string, __: unknown, body?: { envelopes: string[] }) => {
      if (path === '/v1/events') pushed.push(...body!.envelopes)
      return Promise.reject(new Error('far enough'))
    },
  }
  const parts = {
    state: { meta: {} },
    relay,
    now: () => OLD,
    askTime: () => Promise.resolve(NOW),
  } as unknown as CarryParts
  const file = encodeCarried({
    format: 'ruggensteun-carried',
    version: 1,
    logId: null,
    after: 0,
    directoryAfter: 0,
    envelopes: [gone!, alive!],
  })
  await expect(carryIn(parts, file)).rejects.toThrow('far enough')
  expect(pushed).toEqual([alive])
})
