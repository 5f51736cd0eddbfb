/** The registry of messages, and what the compact form of a field accepts. */
import { describe, expect, test } from 'vitest'
import { EscalationReason, LinieAction } from '../../../shared/domain/linies.ts'
import { utf8 } from '../../../shared/encoding.ts'
import { decodeMessage, encodeMessage, readContent, MESSAGES } from '../../../shared/messages/registry.ts'

const all = Object.entries(MESSAGES)

test('a code and a name belong to one kind', () => {
  expect(new Set(all.map(([, { code }]) => code)).size).toBe(all.length)
  expect(all.map(([name]) => name)).toEqual(all.map(([, { kind }]) => kind))
  expect(all.map(([name]) => name)).toEqual(all.map(([, { content }]) => content.shape.type.value))
})

describe('what no device wrote is no content', () => {
  const shield = [6, 1_700_000_000, 'AAAAAAAAAAAAAAAAAAAAAA']
  test.each([
    ['a code that nobody has', [99, ...shield.slice(1)]],
    ['a code in words', ['6', ...shield.slice(1)]],
    ['a field more', [...shield, 1]],
    ['a field less', shield.slice(0, -1)],
    ['a moment before 1970', [6, -1, shield[2]]],
    ['half a second', [6, 1.5, shield[2]]],
    ['a moment after 2100', [6, 4_102_444_801, shield[2]]],
    ['a number where words stand', [6, shield[1], 7]],
    ['no list', { ...shield }],
    ['a choice behind the end of its list', [4, shield[1], shield[2], 9]],
    ['a choice before its beginning', [4, shield[1], shield[2], -1]],
    ['a form that nobody has', [5, shield[1], shield[2], 'AAAAAAAA', [10, 0]]],
    ['half a person', [2, shield[1], shield[2], 0, ['Karim', 'jongerenwerker']]],
  ])('%s', (_, compact) => {
    expect(readContent(shield)).not.toBeNull()
    expect(readContent(compact)).toBeNull()
  })
  test('no JSON', () => {
    expect(readContent('[6,')).toBeNull()
  })
})

describe('what a device signs', () => {
  const content = readContent([6, 1_700_000_000, 'AAAAAAAAAAAAAAAAAAAAAA'])!
  const message = { deviceId: 'laptop', counter: 7, content }
  const decoded = (text: string) => decodeMessage(utf8(text))

  test('comes back as it was', () => {
    expect(decodeMessage(encodeMessage(message))).toEqual(message)
  })
  test('is a device, a number and one content, and nothing less, more or else', () => {
    const [device, counter, compact] = JSON.parse(new TextDecoder().decode(encodeMessage(message)))
    expect(decoded(JSON.stringify([device, counter, compact]))).toEqual(message)
    for (const wrong of [
      [7, counter, compact],
      [device, null, compact],
      ...[0, -1, 1.5, '1', 2 ** 53].map((odd) => [device, odd, compact]),
      [device, counter],
      [device, counter, compact, 0],
      [device, counter, compact, null],
      [device, counter, [99]],
      { 0: device, 1: counter, 2: compact, length: 3 },
      null,
    ])
      expect(decoded(JSON.stringify(wrong))).toBeNull()
    expect(decoded('[')).toBeNull()
    expect(decodeMessage(Uint8Array.of(0xff))).toBeNull()
    expect(decodeMessage(new Uint8Array(0))).toBeNull()
  })
})

describe('two fields that belong together', () => {
  const [id, other] = ['AAAAAAAAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAAAAAAAQ']
  const by = { name: 'Fatima Bos', function: 'coördinator', phone: '06-00 00 00 01' }
  const takes = (type: keyof typeof MESSAGES, fields: object): boolean =>
    MESSAGES[type].content.safeParse({ type, sentAt: '2026-11-23T09:00:00.000Z', signalId: id, ...fields })
      .success

  test('somebody goes on only where it ended so that somebody can', () => {
    expect(takes('outcome', { outcome: 'moved', onward: 'Gemeente Utrecht' })).toBe(true)
    expect(takes('outcome', { outcome: 'withdrawn', onward: 'Gemeente Utrecht' })).toBe(false)
    expect(takes('outcome', { outcome: 'withdrawn' })).toBe(true)
  })
  test('a signaal belongs to another one, never to itself', () => {
    const fields = { step: 'propose', relation: 'family', with: null }
    expect(takes('link', { ...fields, other })).toBe(true)
    expect(takes('link', { ...fields, other: id })).toBe(false)
  })
  test('a coordinator gives a reason to ask a name and names who takes over, and neither without need', () => {
    const step = (action: string, reason: string | null, to: string | null): boolean =>
      takes('coordination', { action, reason, to, by })
    expect([
      step('take', null, null),
      step('ask-name', 'worry', null),
      step('hand-over', null, 'd-2'),
    ]).toEqual([true, true, true])
    for (const [action, reason, to] of [
      ['take', 'worry', null],
      ['take', null, 'd-2'],
      ['ask-name', null, null],
      ['ask-name', 'worry', 'd-2'],
      ['hand-over', null, null],
      ['hand-over', 'worry', 'd-2'],
    ] as const)
      expect(step(action, reason, to)).toBe(false)
  })
  test('names come with a reason to give them, and a reason not to comes without', () => {
    expect(takes('disclosure', { names: ['Sami'], reason: 'worry' })).toBe(true)
    expect(takes('disclosure', { names: [], reason: 'not-needed' })).toBe(true)
    expect(takes('disclosure', { names: ['Sami'], reason: 'not-needed' })).toBe(false)
    expect(takes('disclosure', { names: [], reason: 'worry' })).toBe(false)
  })
  test('a line behind is asked with a reason, and any other without', () => {
    const asked = (action: string, reason: string | null): boolean =>
      takes('linie-request', { organisationId: 'leerplicht', action, reason, by })
    const [usual, why] = [
      LinieAction.options.find((action) => action !== 'escalation')!,
      EscalationReason.options[0]!,
    ]
    expect([asked('escalation', why), asked(usual, null)]).toEqual([true, true])
    expect([asked('escalation', null), asked(usual, why)]).toEqual([false, false])
  })
})
