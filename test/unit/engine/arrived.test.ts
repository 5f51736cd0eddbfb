/**
 * What a program that was changed can send: the codec lets it pass, and nothing of it is kept here. A BSN in any
 * text is covered, a day that cannot be true makes it no content, and a moment is one of the life of its envelope.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrived } from '../../../renderer/engine/core/arrived.ts'
import { ParentsInformed } from '../../../shared/domain/signal.ts'
import { type EventContent, readContent, packContent } from '../../../shared/messages/registry.ts'
import type { SignalContent } from '../../../shared/messages/signal.ts'
import { holdsBsn } from '../../../shared/matching/bsn.ts'
import { MAX_LIFE_DAYS } from '../../../shared/protocol/http.ts'
import { dayOfIsoDate, isoDateOfDay } from '../../../shared/calendar/time.ts'
import { anyContent } from '../../fixtures/contents.ts'

const BSN = '123456782'
const TODAY = '2026-11-30'
const EXPIRES = dayOfIsoDate(TODAY) + 28
const AT = `${TODAY}T09:00:00.000Z`
const SAMPLES = fc.sample(anyContent, { numRuns: 500, seed: 4 })
const KINDS = [...new Set(SAMPLES.map(({ type }) => type))]

/** The content with days that are true, and after the codec took it apart and put it together. */
const plausible = (content: EventContent): EventContent => {
  if (content.type === 'signal')
    return {
      ...content,
      lostSince: '2026-11-02',
      sentAt: AT,
      ...(content.attempts.length === 0 ? { parents: 'unsafe' as const } : {}),
    }
  if (content.type === 'obstacle') return { ...content, raisedOn: TODAY, answerBy: '2026-12-07', sentAt: AT }
  if (content.type === 'conversation' && content.entry.kind === 'agreement')
    return { ...content, entry: { ...content.entry, on: '2026-12-01' }, sentAt: AT }
  if (content.type === 'conversation' && content.entry.kind === 'pause')
    return { ...content, entry: { ...content.entry, until: '2026-12-08' }, sentAt: AT }
  return { ...content, sentAt: AT }
}
const carried = (content: EventContent): EventContent => readContent(packContent(content))!

/** Every way to put something else in the place of one text of a content; only those that the codec carries. */
const withInEveryText = (content: EventContent, text: string): EventContent[] => {
  const ways = (value: unknown): unknown[] => {
    if (typeof value === 'string') return [text]
    if (value === null || typeof value !== 'object') return []
    return Object.entries(value).flatMap(([name, part]) =>
      ways(part).map((other) =>
        Array.isArray(value)
          ? value.map((one, i) => (String(i) === name ? other : one))
          : { ...value, [name]: other },
      ),
    )
  }
  return (ways(content) as EventContent[]).flatMap((changed) => {
    try {
      const again = carried(changed)
      return JSON.stringify(again).includes(text) ? [again] : []
    } catch {
      return [] // no text of that kind
    }
  })
}

test('a content as people write it arrives as it was', () => {
  for (const content of SAMPLES.map(plausible).filter((one) => !holdsBsn(JSON.stringify(one))))
    expect(arrived(content, EXPIRES)).toEqual(content)
})

test('a BSN in any text of any kind of message is covered, and the rest of the text stays', () => {
  const found = new Set<string>()
  for (const content of SAMPLES.map(plausible))
    for (const written of [BSN, '1234 56 782'])
      for (const changed of withInEveryText(content, written)) {
        found.add(changed.type)
        expect(JSON.stringify(arrived(changed, EXPIRES))).not.toContain(written)
      }
  // Only these hold no words at all.
  expect(KINDS.filter((kind) => !found.has(kind)).sort()).toEqual([
    'receipt',
    'receipt-summary',
    'seen',
    'unnamed-answer',
  ])
  const said = { type: 'conversation', signalId: 'A'.repeat(22), ref: 'AAAAAAAA', sentAt: AT } as const
  expect(
    arrived({ ...said, entry: { kind: 'text', text: `Zijn nummer is ${BSN}, bel mij` } }, EXPIRES),
  ).toEqual({
    ...said,
    entry: { kind: 'text', text: `Zijn nummer is ${'*'.repeat(9)}, bel mij` },
  })
})

test('a day that cannot be true makes it no content, whichever day it is', () => {
  const fields: readonly [string, (day: string) => EventContent, earliest: string, latest: string][] = [
    [
      'lostSince',
      (lostSince) =>
        ({
          ...(plausible(SAMPLES.find(({ type }) => type === 'signal')!) as never as object),
          lostSince,
        }) as EventContent,
      '2023-10-01',
      isoDateOfDay(EXPIRES),
    ],
    ...(['agreement', 'pause'] as const).map(
      (kind): [string, (day: string) => EventContent, string, string] => [
        kind,
        (day) => ({
          type: 'conversation',
          signalId: 'A'.repeat(22),
          ref: 'AAAAAAAA',
          entry:
            kind === 'agreement'
              ? { kind, by: 'me', what: 'call', on: day }
              : { kind, reason: 'illness' as never, until: day },
          sentAt: AT,
        }),
        TODAY,
        '2027-11-30',
      ],
    ),
    ...(['raisedOn', 'answerBy'] as const).map(
      (name): [string, (day: string) => EventContent, string, string] => [
        name,
        (day) => {
          const board = plausible(SAMPLES.find(({ type }) => type === 'obstacle')!)
          return {
            ...board,
            ...(name === 'raisedOn' ? { raisedOn: day, answerBy: isoDateOfDay(EXPIRES) } : { answerBy: day }),
          } as EventContent
        },
        name === 'raisedOn' ? '2024-01-01' : TODAY,
        name === 'raisedOn' ? isoDateOfDay(EXPIRES) : '2027-11-30',
      ],
    ),
  ]
  for (const [name, of, earliest, latest] of fields) {
    for (const day of [earliest, latest])
      expect([name, day, arrived(of(day), EXPIRES)]).toEqual([name, day, of(day)])
    for (const day of ['1970-01-01', '2020-01-01', '2029-01-01', '2134-04-10', '2199-12-31'])
      expect([name, day, arrived(of(day), EXPIRES)]).toEqual([name, day, null])
  }
})

test('a moment outside the life of the envelope is the nearest one in it: the message is kept', () => {
  const said = (sentAt: string): EventContent => ({ type: 'receipt', signalId: 'A'.repeat(22), sentAt })
  const first = isoDateOfDay(EXPIRES - MAX_LIFE_DAYS)
  const last = isoDateOfDay(EXPIRES)
  for (const [written, kept] of [
    [AT, AT],
    ['2019-01-01T12:00:00.000Z', `${first}T00:00:00.000Z`],
    ['2099-01-01T12:00:00.000Z', `${last}T00:00:00.000Z`],
    [`${first}T12:00:00.000Z`, `${first}T12:00:00.000Z`],
  ] as const)
    expect(arrived(said(written), EXPIRES)?.sentAt).toBe(kept)
})

test('a signaal before which nothing was tried is one only where trying was not safe', () => {
  const signal = plausible(SAMPLES.find(({ type }) => type === 'signal')!) as SignalContent
  for (const parents of ParentsInformed.options)
    for (const attempts of [[], [{ way: 'called' as const, times: 1 }]])
      expect([parents, attempts, arrived({ ...signal, parents, attempts }, EXPIRES) !== null]).toEqual([
        parents,
        attempts,
        parents === 'unsafe' || attempts.length > 0,
      ])
})

test('a hand-over to a device whose id holds nine digits of chance is one', () => {
  const to = 'd-ca36805737bf82a81dcf'
  expect(holdsBsn(to)).toBe(true)
  const handed: EventContent = {
    type: 'coordination',
    signalId: 'A'.repeat(22),
    action: 'hand-over',
    reason: null,
    to,
    by: { name: 'Ineke de Wit', function: 'coordinator', phone: '06-00 00 00 07' },
    sentAt: AT,
  }
  expect(arrived(handed, EXPIRES)).toEqual(handed)
  expect(arrived({ ...handed, to: BSN }, EXPIRES)).toBeNull()
})
