/**
 * Rules that speak of every kind of message. A new kind that one of them forgets fails here.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { needRole } from '../../../renderer/engine/directory/needs.ts'
import { isPersons } from '../../../renderer/engine/outbox/queue.ts'
import { rescueRows } from '../../../renderer/engine/recovery/rescue-copy.ts'
import type { State } from '../../../renderer/engine/store/state.ts'
import { routeOf } from '../../../shared/messages/who-may-write.ts'
import type { Action } from '../../../shared/membership/roles.ts'
import { MESSAGES, type EventContent, type Kind } from '../../../shared/messages/registry.ts'
import { Role } from '../../../shared/domain/identifiers.ts'
import { anyContent } from '../../fixtures/contents.ts'
import { someEvent, someThread } from '../../fixtures/thread.ts'

const AT = '2026-11-23T09:00:00.000Z'
const KINDS = Object.keys(MESSAGES) as Kind[]
const SAMPLES = fc.sample(anyContent, { numRuns: 800, seed: 16 })
const sampleOf = (kind: EventContent['type']): EventContent => SAMPLES.find(({ type }) => type === kind)!
/** As much of a state as the rescue copy reads. */
const stateWith = (part: object): State =>
  ({
    identity: { firstDeviceId: 'own' },
    meta: {},
    outbox: new Map(),
    threads: new Map(),
    hints: new Map(),
    tokens: new Map(),
    children: new Map(),
    ...part,
  }) as unknown as State

describe.each(KINDS)('%s', (kind) => {
  const content = sampleOf(kind)

  test('waits in the rescue copy exactly where a person said it, with its thread', () => {
    const item = {
      order: 1,
      threadId: 'thread',
      content,
      replyTo: null,
      expiresDay: 9,
      envelope: null,
      hash: null,
    }
    const state = stateWith({
      outbox: new Map([['1', item]]),
      threads: new Map([['thread', someThread(AT, { part: 'responder' })]]),
    })
    expect(rescueRows(state).map(({ table }) => table)).toEqual(isPersons(item) ? ['outbox', 'threads'] : [])
  })

  test('is nothing that a line behind can send', () => {
    const state = stateWith({
      identity: { organisation: { linie: 'defence' }, device: { roles: [...Role.options] } },
    })
    expect(() => needRole(state, routeOf(content).action)).toThrow('not-your-role')
  })
})

test('what an administrator says to the directory, one of a line behind may say too', () => {
  const state = stateWith({
    identity: { organisation: { linie: 'defence' }, device: { roles: ['administrator'] } },
  })
  const acts: Action[] = [
    'admit-device',
    'revoke-device',
    'organisation-key',
    'organisation-details',
    'invite',
  ]
  for (const act of acts) needRole(state, act)
  expect(() => needRole(state, 'week-key')).toThrow('not-your-role')
})

test('after the database is lost a conversation goes on: its keys and what was said exist nowhere else', () => {
  const own = someEvent(3, 'own', AT, {
    type: 'unnamed-answer',
    signalId: 'AAAAAAAAAAAAAAAAAAAAAA',
    sentAt: AT,
  })
  const rows = rescueRows(
    stateWith({
      threads: new Map([
        [
          'answered',
          someThread(AT, { part: 'responder', ownReplies: [{ publicKey: 'p', privateKey: 'q' }] }),
        ],
        ['acted', someThread(AT, { part: 'none', events: [own] })],
        ['denied', someThread(AT, { part: 'responder', notTheSame: ['c-1'] })],
        ['only seen', someThread(AT, { part: 'responder' })],
      ]),
    }),
  )
  expect(new Set(rows.map(({ key }) => key))).toEqual(new Set(['answered', 'acted', 'denied']))
})

test('a BSN that waits for its token stands in no copy, neither of a child that is being signalled nor of one that was', () => {
  const child = {
    id: 'c-1',
    firstName: 'Sami',
    lastName: 'Yıldız',
    birthDate: '2017-03-14',
    bsn: '123456782',
  }
  const content = sampleOf('signal')
  const item = {
    order: 1,
    threadId: 'waits',
    content,
    replyTo: null,
    expiresDay: 9,
    envelope: null,
    hash: null,
  }
  for (const outbox of [new Map(), new Map([['1', item]])]) {
    const rows = rescueRows(
      stateWith({
        outbox,
        children: new Map([['c-1', child]]),
        threads: new Map([
          [
            'waits',
            someThread(AT, {
              part: 'requester',
              childIds: ['c-1'],
              ownReplies: [{ publicKey: 'p', privateKey: 'q' }],
            }),
          ],
        ]),
      }),
    )
    expect(rows.filter(({ table }) => table === 'children')).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('123456782')
  }
})
