/** Files on a stick, and which protocol is spoken: what is taken, and that another version breaks nothing. */
import { describe, expect, test } from 'vitest'
import { toBase64url, utf8 } from '../../../shared/encoding.ts'
import {
  decodeCarried,
  directoryItems,
  encodeCarried,
  eventItems,
  type Carried,
} from '../../../shared/protocol/carried.ts'
import { protocolOf } from '../../../shared/protocol/version.ts'
import { someEnvelope } from '../../fixtures/some-envelope.ts'

const file: Carried = {
  format: 'ruggensteun-carried',
  version: 1,
  logId: null,
  after: 3,
  directoryAfter: 4,
  envelopes: [toBase64url(someEnvelope())],
}

describe('a file on a stick', () => {
  test('comes back as it left, and is none where anything of it is missing or of another kind', () => {
    expect(decodeCarried(encodeCarried(file))).toEqual(file)
    for (const wrong of [
      { ...file, format: 'ruggensteun-other' },
      { ...file, version: 2 },
      { ...file, after: -1 },
      { ...file, logId: 'relay' },
      { ...file, envelopes: ['AAAA'] },
      { ...file, format: 'ruggensteun-brought' },
    ])
      expect(decodeCarried(utf8(JSON.stringify(wrong)))).toBeNull()
    expect(decodeCarried(encodeCarried(file).slice(0, -1))).toBeNull()
    expect(decodeCarried(new Uint8Array(0))).toBeNull()
    expect(decodeCarried(Uint8Array.of(0xff, 0xfe))).toBeNull()
  })

  test('has a page under which one signature stands: nothing in it changes, moves or goes without another hash', () => {
    const event = (seq: number, more = {}) => ({ seq, envelope: 'AAAA', salt: 'BBBB', ...more })
    const events = [event(1), event(2)]
    const told = eventItems(events)
    expect(eventItems([event(1), event(2)])).toBe(told)
    for (const other of [
      [event(1)],
      [event(2), event(1)],
      [event(1), event(3)],
      [event(1), event(2, { envelope: 'AAAB' })],
      [event(1), event(2, { salt: 'BBBA' })],
    ])
      expect(eventItems(other)).not.toBe(told)
  })

  test('the same goes for a page of the directory, down to who signed', () => {
    const item = (seq: number, body: string, by: string, signature: string) => ({
      seq,
      statement: { body, signatures: [{ by, signature }] },
    })
    const told = directoryItems([item(1, 'a', 'head', 'AAAA')])
    expect(directoryItems([item(1, 'a', 'head', 'AAAA')])).toBe(told)
    for (const other of [
      [],
      [item(2, 'a', 'head', 'AAAA')],
      [item(1, 'b', 'head', 'AAAA')],
      [item(1, 'a', 'teacher', 'AAAA')],
      [item(1, 'a', 'head', 'AAAB')],
    ])
      expect(directoryItems(other)).not.toBe(told)
  })
})

describe('the protocol that the other side speaks', () => {
  test('stands behind the media type, alone or among other words', () => {
    expect(protocolOf('application/json; protocol=2')).toBe(2)
    expect(protocolOf('application/json;protocol=12; charset=utf-8')).toBe(12)
    expect(protocolOf('application/json;  protocol=1234, text/html')).toBe(1234)
    expect(protocolOf('application/json; protocol=3 ')).toBe(3)
  })

  test('is the first where it does not say, or says no number', () => {
    for (const header of [
      null,
      undefined,
      '',
      'application/json',
      'application/json; protocol=',
      'application/json; protocol=two',
      'application/json; protocol=12345',
      'application/json; protocol=2x',
      'application/json; myprotocol=2',
      'protocol=2',
    ])
      expect(protocolOf(header)).toBe(1)
  })
})
