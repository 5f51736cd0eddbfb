/** Of two messages of one device under one number the first in the relay's log counts, and nobody seals it again. */
import { describe, expect, test } from 'vitest'
import { type Thread, withEvent, withoutEvent } from '../../../renderer/engine/core/thread.ts'
import type { Ports } from '../../../renderer/engine/ports.ts'
import { counterAfterLoss, countedUnder, forkedDevices } from '../../../renderer/engine/store/counters.ts'
import type { CounterRow } from '../../../renderer/engine/store/rows.ts'
import type { State } from '../../../renderer/engine/store/state.ts'
import { systemRandom } from '../../../shared/crypto/seal.ts'
import { emptyDirectory } from '../../../shared/membership/directory.ts'
import { someEvent, someThread } from '../../fixtures/thread.ts'

const NOW = new Date('2026-11-23T10:00:00.000Z')
const ports = { clock: { now: () => NOW.getTime() }, random: systemRandom } as unknown as Ports

/** A device of which messages arrive one after the other, each as a hash and its place in the log. */
const device = (...kept: readonly CounterRow[]) => {
  const counters = new Map(kept.map((row) => ['one|7', row]))
  const state = { counters, directory: emptyDirectory } as unknown as State
  return {
    state,
    row: () => counters.get('one|7'),
    comes: (hash: string, seq: number, counter = 7) => {
      const numbered = { deviceId: 'one', counter, hash, seq, expiresDay: 20_800 }
      const { changes, ...counted } = countedUnder(state, numbered, NOW, ports)
      for (const { table, key, value } of changes)
        if (table === 'counters') counters.set(key, value as CounterRow)
      return { ...counted, logged: changes.filter(({ table }) => table === 'log').length }
    },
  }
}
const own = (hash: string): CounterRow => ({
  deviceId: 'one',
  hash,
  seq: 0,
  expiresDay: 20_800,
  forkedAt: null,
})

describe('under one number of a device', () => {
  test('the same message counts again as the same, and nobody is said to have a copy', () => {
    const { comes, row, state } = device()
    expect(comes('a', 10)).toEqual({ counts: true, logged: 0 })
    expect(comes('a', 99)).toEqual({ counts: true, logged: 0 })
    expect(row()).toMatchObject({ hash: 'a', seq: 10, forkedAt: null })
    expect(forkedDevices(state).size).toBe(0)
  })

  test('another message counts for nothing, is told once, and leaves the first one as it is', () => {
    const { comes, row, state } = device()
    comes('a', 10)
    expect(comes('b', 11)).toEqual({ counts: false, beside: 'a', logged: 1 })
    expect(comes('c', 12)).toEqual({ counts: false, beside: 'a', logged: 0 })
    expect(comes('b', 13)).toEqual({ counts: false, beside: 'a', logged: 0 })
    expect(row()).toMatchObject({ hash: 'a', seq: 10, forkedAt: NOW.toISOString() })
    expect([...forkedDevices(state)]).toEqual(['one'])
  })

  test('one that opens later and stands before it in the log takes its place', () => {
    const { comes, row } = device()
    comes('b', 11)
    expect(comes('a', 10)).toEqual({ counts: true, beside: 'b', instead: 'b', logged: 1 })
    expect(row()).toMatchObject({ hash: 'a', seq: 10 })
    expect(comes('b', 11)).toMatchObject({ counts: false })
  })

  test('the place of the same message is its first one, in whatever order it is read', () => {
    const { comes, row } = device()
    comes('a', 30)
    comes('a', 12)
    expect(row()).toMatchObject({ seq: 12 })
    expect(comes('b', 20)).toMatchObject({ counts: false })
  })

  test('an own message that waits gets its place when it comes back; a copy that was there before it takes it', () => {
    const waits = device(own('mine'))
    expect(waits.comes('mine', 40)).toEqual({ counts: true, logged: 0 })
    expect(waits.row()).toMatchObject({ seq: 40 })
    const overtaken = device(own('mine'))
    expect(overtaken.comes('copy', 39)).toEqual({ counts: true, beside: 'mine', instead: 'mine', logged: 1 })
  })

  test('messages under other numbers have nothing to do with it', () => {
    const { comes } = device()
    comes('a', 10)
    expect(comes('b', 11, 8)).toEqual({ counts: true, logged: 0 })
  })
})

describe('a counter that was lost', () => {
  const after = (last: number | undefined, at: string) => counterAfterLoss(last, new Date(at)).value
  test('goes on at the seconds since 1970, and above them at the next loss', () => {
    expect(after(undefined, '2026-11-23T10:00:00.000Z')).toBe(1_795_428_000)
    expect(after(12, '2026-11-23T10:00:00.000Z')).toBe(1_795_428_000)
  })
  test('stays above the copy where the clock is wrong', () => {
    expect(after(1_795_428_000, '1999-01-01T00:00:00.000Z')).toBe(1_795_429_000)
  })
})

const THREAD: Thread = { ...someThread(NOW.toISOString()), events: [] }

describe('an event of a thread', () => {
  const event = (seq: number) => ({
    ...someEvent(seq, 'one', '2026-11-23T10:00:00.000Z', {
      type: 'unnamed-answer',
      signalId: 'AAAAAAAAAAAAAAAAAAAAAA',
      sentAt: '2026-11-23T10:00:00.000Z',
    }),
    hash: 'the same',
  })
  const seqAfter = (...seqs: readonly number[]) =>
    seqs.reduce((thread, seq) => withEvent(thread, event(seq)), THREAD).events

  test('keeps its first place, however often somebody seals it again', () => {
    expect(seqAfter(5, 9).map(({ seq }) => seq)).toEqual([5])
    expect(seqAfter(9, 5).map(({ seq }) => seq)).toEqual([5])
    expect(seqAfter(0, 9).map(({ seq }) => seq)).toEqual([9])
    expect(seqAfter(9, 0).map(({ seq }) => seq)).toEqual([9])
  })
  test('goes where another one takes its place', () => {
    const thread = { ...THREAD, events: [event(5)] }
    expect(withoutEvent(thread, 'the same').events).toEqual([])
    expect(withoutEvent(thread, undefined)).toBe(thread)
  })
})
