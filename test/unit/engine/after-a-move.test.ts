/**
 * Whoever moves to another device stays the same person: a requester who moved still asks, and is not the one who
 * passes on what nobody may hear from whom.
 */
import { expect, test } from 'vitest'
import { aboutThread } from '../../../renderer/engine/core/about.ts'
import type { Thread } from '../../../renderer/engine/core/thread.ts'
import { takeSignal } from '../../../renderer/engine/inbox/signals.ts'
import { passingOn } from '../../../renderer/engine/outbox/address.ts'
import type { State } from '../../../renderer/engine/store/state.ts'
import { systemRandom } from '../../../shared/crypto/seal.ts'
import { generateHpkeKey } from '../../../shared/crypto/hpke.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import { emptyDirectory } from '../../../shared/membership/directory.ts'
import type { Device } from '../../../shared/membership/statements.ts'
import { someThread } from '../../fixtures/thread.ts'

const AT = '2026-11-23T09:00:00.000Z'
const WIJK = 'WK999801'
const KEY = toBase64url((await generateHpkeKey()).publicKey)

const coordinator = (id: string, neighbourhood = WIJK): Device => ({
  id,
  organisationId: 'team',
  serial: 1,
  roles: ['coordinator'],
  neighbourhoods: [neighbourhood],
  signingKey: KEY,
  hpkeKey: KEY,
  label: null,
})
/** `moves`: from the first device of a person to the one in use. The reader is `me`. */
const stateWith = (devices: readonly Device[], moves: Readonly<Record<string, string>> = {}): State =>
  ({
    directory: {
      ...emptyDirectory,
      devices: new Map(devices.map((one) => [one.id, one])),
      firsts: new Map(Object.entries(moves).map(([first, now]) => [now, first])),
    },
    identity: { device: { id: 'reader', organisationId: 'care' }, firstDeviceId: 'me' },
    threads: new Map(),
    hints: new Map(),
    children: new Map(),
  }) as unknown as State
const idsOf = (devices: readonly Device[]): string[] => devices.map(({ id }) => id)
const askedBy = (requesterDeviceId: string): Thread => someThread(AT, { requesterDeviceId })

test('a coordinator who asks, or who must not be named, passes on nothing, whichever of their devices is in use', () => {
  const devices = [coordinator('anna'), coordinator('bram'), coordinator('elsewhere', 'WK999802')]
  expect(idsOf(passingOn(stateWith(devices), askedBy('school-1')))).toEqual(['anna', 'bram'])
  expect(idsOf(passingOn(stateWith(devices), askedBy('anna')))).toEqual(['bram'])
  const moved = [coordinator('anna-new'), coordinator('bram'), coordinator('mine-new')]
  const state = stateWith(moved, { anna: 'anna-new', me: 'mine-new' })
  expect(idsOf(passingOn(state, askedBy('anna')))).toEqual(['bram'])
  expect(idsOf(passingOn(state, askedBy('bram')))).toEqual(['anna-new'])
  const alone = stateWith([coordinator('anna-new')], { anna: 'anna-new' })
  expect(idsOf(passingOn(alone, askedBy('anna')))).toEqual([])
})

test('a signaal of a device that moved is asked by the first device of that line, before and after another move', () => {
  const { signal } = someThread(AT)
  const read = (moves: Readonly<Record<string, string>>, author: string): Thread => {
    const state = stateWith([], moves)
    const passed = {
      content: signal,
      author: { id: author, organisationId: 'school' } as Device,
      hash: 'h',
      seq: 1,
    }
    const opened = { eventId: new Uint8Array(16), replyKey: new Uint8Array(32), expiresDay: 30_000 }
    const { changes } = takeSignal(
      state,
      passed,
      opened as Parameters<typeof takeSignal>[2],
      { contentKey: new Uint8Array(32), children: [], asCoordinator: true },
      new Date(AT),
      { clock: { now: () => Date.parse(AT) }, random: systemRandom } as Parameters<typeof takeSignal>[5],
    )
    return changes.flatMap((change) =>
      'value' in change && change.table === 'threads' ? [change.value] : [],
    )[0] as Thread
  }
  expect(read({}, 'school-1').requesterDeviceId).toBe('school-1')
  const thread = read({ 'school-1': 'school-9' }, 'school-9')
  expect(thread.requesterDeviceId).toBe('school-1')
  expect(aboutThread(thread, false).requester).toEqual({ deviceId: 'school-1', organisationId: 'school' })
})
