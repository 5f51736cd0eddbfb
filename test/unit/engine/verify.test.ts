/** The gate: every kind, by every way, from everybody. What is not in the table below is refused. */
import { describe, expect, test } from 'vitest'
import { verify } from '../../../renderer/engine/inbox/verify.ts'
import type { State } from '../../../renderer/engine/store/state.ts'
import { emptyDirectory } from '../../../shared/membership/directory.ts'
import type { Device, Organisation } from '../../../shared/membership/statements.ts'
import { MESSAGES, type EventContent } from '../../../shared/messages/registry.ts'
import { WAYS, type About, type Way } from '../../../shared/messages/who-may-write.ts'
import { BY, SIGNAL_ID } from '../../fixtures/thread.ts'

const WIJK = 'WK999801'
const ELSEWHERE = 'WK999802'
const AT = '2026-11-23T09:00:00.000Z'
const EXPIRES_DAY = 20_800
const KEY = 'A'.repeat(43)

const device = (id: string, organisationId: string, more: Partial<Device> = {}): Device => ({
  id,
  organisationId,
  serial: 1,
  roles: ['professional'],
  neighbourhoods: [],
  signingKey: KEY,
  hpkeKey: KEY,
  label: null,
  ...more,
})
/** `requester` asks in the signaal; `colleague` is of the same organisation. */
const AUTHORS = {
  requester: device('requester', 'school'),
  colleague: device('colleague', 'school'),
  other: device('other', 'care'),
  coordinator: device('coordinator', 'team', { roles: ['coordinator'], neighbourhoods: [WIJK] }),
  'coordinator elsewhere': device('elsewhere', 'team', {
    roles: ['coordinator'],
    neighbourhoods: [ELSEWHERE],
  }),
  'coordinator of the own team': device('own-team', 'school', {
    roles: ['coordinator'],
    neighbourhoods: [WIJK],
  }),
  municipality: device('municipality', 'city', { roles: ['administrator'] }),
  administrator: device('administrator', 'care', { roles: ['administrator'] }),
  panel: device('panel', 'citizens', { roles: ['panel'] }),
} as const
type Name = keyof typeof AUTHORS
const ALL = Object.keys(AUTHORS) as Name[]

const KINDS: Readonly<Record<string, Organisation['kind']>> = {
  school: 'primary-school',
  care: 'youth-health',
  team: 'neighbourhood-team',
  city: 'municipality',
  citizens: 'citizens-panel',
}
const directory = {
  ...emptyDirectory,
  devices: new Map(Object.values(AUTHORS).map((one) => [one.id, one])),
  organisations: new Map(Object.entries(KINDS).map(([id, kind]) => [id, { id, kind } as Organisation])),
}
const members = (more: object = {}): State =>
  ({
    directory: { ...directory, ...more },
    identity: { device: { id: 'reader' }, firstDeviceId: 'reader' },
  }) as unknown as State

const ABOUT: About = {
  requester: { deviceId: 'requester', organisationId: 'school' },
  neighbourhood: WIJK,
  isOwn: false,
}
const OBSTACLE: About = { requester: null, neighbourhood: WIJK, isOwn: false }

const answer = (kind: 'contact-call-me' | 'perhaps-call-me' | 'in-view-unnamed'): EventContent => ({
  type: 'answer',
  signalId: SIGNAL_ID,
  answer: kind,
  by: BY,
  sentAt: AT,
})
const together = (step: 'propose' | 'take-back' | 'merge' | 'part'): EventContent => ({
  type: 'link',
  signalId: SIGNAL_ID,
  other: 'B'.repeat(22),
  step,
  relation: 'family',
  with: null,
  sentAt: AT,
})
const reply = (level: 'coordinator' | 'municipality'): EventContent => ({
  type: 'obstacle-reply',
  ref: SIGNAL_ID,
  level,
  verdict: 'solved',
  text: 'Er is een tolk.',
  sentAt: AT,
})
const talk: EventContent = {
  type: 'conversation',
  signalId: SIGNAL_ID,
  ref: 'AAAAAAAA',
  entry: { kind: 'ask', ask: 'take-lead' },
  sentAt: AT,
}

const SEEN: EventContent = { type: 'seen', signalId: SIGNAL_ID, ref: null, sentAt: AT }

type Allowed = Partial<Record<Way, readonly Name[]>>
const PROFESSIONALS: readonly Name[] = ['requester', 'colleague', 'other']
const OF_WIJK: readonly Name[] = ['coordinator', 'coordinator of the own team']
const MEMBERS: readonly Name[] = ALL.filter((name) => name !== 'panel')

type Row = readonly [name: string, content: EventContent, allowed: Allowed, about?: Partial<About>]
const TABLE: readonly Row[] = [
  [
    'signal',
    {
      type: 'signal',
      number: 'R-666-608-6650',
      lostSince: '2026-11-16',
      attempts: [{ way: 'called', times: 1 }],
      urgency: 'normal',
      parents: 'informed',
      children: ['8-11'],
      organisationKind: 'welfare',
      neighbourhood: WIJK,
      compared: [],
      requester: BY,
      sentAt: AT,
    },
    { child: ['requester'], coordinator: ['requester'] },
  ],
  ['answer', answer('contact-call-me'), { reply: ['other'] }],
  ['answer to a hint', answer('perhaps-call-me'), { reply: PROFESSIONALS }],
  ['answer of a coordinator', answer('in-view-unnamed'), { reply: OF_WIJK }],
  ['receipt', { type: 'receipt', signalId: SIGNAL_ID, sentAt: AT }, { reply: MEMBERS }],
  [
    'outcome',
    { type: 'outcome', signalId: SIGNAL_ID, outcome: 'contact-restored', sentAt: AT },
    { thread: ['requester'], reply: ['other'] },
  ],
  ['conversation to who answered', talk, { reply: ['requester'] }],
  ['conversation to the requester', talk, { reply: ['other'] }, { isOwn: true }],
  ['seen by who answered', SEEN, { reply: ['other'] }, { isOwn: true }],
  ['seen by the requester', SEEN, { reply: ['requester'] }],
  ['unnamed-answer', { type: 'unnamed-answer', signalId: SIGNAL_ID, sentAt: AT }, { coordinator: ['other'] }],
  [
    'coordination',
    {
      type: 'coordination',
      signalId: SIGNAL_ID,
      action: 'remind',
      reason: null,
      to: null,
      by: BY,
      sentAt: AT,
    },
    { coordinator: OF_WIJK, reply: OF_WIJK },
  ],
  [
    'receipt-summary',
    { type: 'receipt-summary', signalId: SIGNAL_ID, looked: 3, sentAt: AT },
    { coordinator: ['requester'] },
  ],
  [
    'disclosure',
    { type: 'disclosure', signalId: SIGNAL_ID, names: ['Sami'], reason: 'worry', sentAt: AT },
    { coordinator: ['requester'] },
  ],
  ['link', together('propose'), { coordinator: PROFESSIONALS, reply: PROFESSIONALS }],
  ['together, taken back', together('take-back'), { coordinator: PROFESSIONALS, reply: PROFESSIONALS }],
  ['merge', together('merge'), { coordinator: OF_WIJK, reply: OF_WIJK }],
  ['part', together('part'), { coordinator: OF_WIJK, reply: OF_WIJK }],
  [
    'linie-request',
    {
      type: 'linie-request',
      signalId: SIGNAL_ID,
      organisationId: 'care',
      action: 'ask',
      reason: null,
      by: BY,
      sentAt: AT,
    },
    { coordinator: OF_WIJK, reply: OF_WIJK },
  ],
  [
    'obstacle',
    {
      type: 'obstacle',
      ref: SIGNAL_ID,
      level: 'coordinator',
      kind: 'language',
      text: 'Er is geen tolk.',
      neighbourhood: WIJK,
      raisedOn: '2026-11-23',
      answerBy: '2026-12-07',
      sentAt: AT,
    },
    { board: MEMBERS },
  ],
  ['obstacle-reply of the wijk', reply('coordinator'), { board: OF_WIJK }],
  ['obstacle-reply of the municipality', reply('municipality'), { board: ['municipality'] }],
]

const opened = (content: EventContent, deviceId: string, signed = true) => ({
  content,
  deviceId,
  counter: 1,
  hash: 'a hash',
  signedBy: () => Promise.resolve(signed),
})
const how = (content: EventContent, way: Way) => ({
  way,
  of: content.type.startsWith('obstacle') ? ('board' as const) : ('signals' as const),
  isSignal: content.type === 'signal',
  seq: 7,
  expiresDay: EXPIRES_DAY,
})

test('the table has every kind of message', () => {
  expect([...new Set(TABLE.map(([, { type }]) => type))].sort()).toEqual(Object.keys(MESSAGES).sort())
})

describe.each(TABLE.map((row) => ({ name: row[0], row })))(
  '$name',
  ({ row: [, content, allowed, about] }) => {
    const of = content.type.startsWith('obstacle') ? OBSTACLE : { ...ABOUT, ...about }

    test.each(WAYS)('by the way of %s', async (way) => {
      const passed: Name[] = []
      for (const name of ALL) {
        const verdict = await verify(opened(content, AUTHORS[name].id), how(content, way), of, members())
        if ('ok' in verdict) {
          passed.push(name)
          expect(verdict.ok).toMatchObject({ author: AUTHORS[name], content })
        }
      }
      expect(passed).toEqual(ALL.filter((name) => allowed[way]?.includes(name)))
    })
  },
)

describe('before who wrote it, the gate looks at', () => {
  const signal = TABLE[0]![1]
  const receipt: EventContent = { type: 'receipt', signalId: SIGNAL_ID, sentAt: AT }
  const refused = async (
    event: ReturnType<typeof opened> | null,
    more: Partial<ReturnType<typeof how>> = {},
    state = members(),
  ) => verify(event, { ...how(receipt, 'reply'), ...more }, ABOUT, state)

  test('whether it can be read at all', async () => {
    expect(await refused(null)).toEqual({ refused: 'content' })
  })

  test('whether it can be true: a day, an attempt, an id', async () => {
    const impossible = { ...signal, lostSince: '1066-10-14' } as EventContent
    expect(await verify(opened(impossible, 'requester'), how(signal, 'child'), null, members())).toEqual({
      refused: 'content',
    })
  })

  test('whether the envelope says the same: a signaal comes as one, and nothing else does', async () => {
    expect(await refused(opened(receipt, 'other'), { isSignal: true })).toEqual({ refused: 'way' })
    expect(
      await verify(
        opened(signal, 'requester'),
        { ...how(signal, 'coordinator'), isSignal: false },
        ABOUT,
        members(),
      ),
    ).toEqual({ refused: 'way' })
  })

  test('whether it stands under the right key: of a signaal nothing under that of the board, and the other way round', async () => {
    expect(await refused(opened(receipt, 'other'), { of: 'board' })).toEqual({ refused: 'way' })
    const [, obstacle] = TABLE.find(([, { type }]) => type === 'obstacle')!
    const board = how(obstacle, 'board')
    const event = opened(obstacle, 'other')
    expect(await verify(event, board, OBSTACLE, members())).toHaveProperty('ok')
    expect(await verify(event, { ...board, of: 'signals' }, OBSTACLE, members())).toEqual({ refused: 'way' })
  })

  test('whether its author is known', async () => {
    expect(await refused(opened(receipt, 'stranger'))).toEqual({ wait: 'unknown-author' })
  })

  test('whether the signature is that of its author', async () => {
    expect(await refused(opened(receipt, 'other', false))).toEqual({ refused: 'signature' })
    // A forged name does not even hear what that name may do.
    expect(await refused(opened(signal, 'panel', false), { way: 'board', isSignal: true })).toEqual({
      refused: 'signature',
    })
  })

  test('whether its author was revoked by then; what came before stays', async () => {
    const revoked = members({
      devices: new Map(),
      revoked: new Map([['other', { device: AUTHORS.other, afterSeq: 7 }]]),
    })
    expect(await refused(opened(receipt, 'other'), { seq: 7 }, revoked)).toHaveProperty('ok')
    expect(await refused(opened(receipt, 'other'), { seq: 8 }, revoked)).toEqual({ refused: 'revoked' })
  })

  test('which device it was before it moved', async () => {
    const moved = members({
      devices: new Map([...directory.devices, ['new', device('new', 'school')]]),
      firsts: new Map([['new', 'requester']]),
    })
    const outcome: EventContent = { type: 'outcome', signalId: SIGNAL_ID, outcome: 'moved', sentAt: AT }
    expect(await verify(opened(outcome, 'new'), how(outcome, 'thread'), ABOUT, moved)).toHaveProperty('ok')
  })
})

test('of a text that holds a BSN only the rest passes the gate', async () => {
  const said: EventContent = {
    ...talk,
    entry: { kind: 'text', text: 'Het is 111222333' },
  } as EventContent
  const verdict = await verify(opened(said, 'requester'), how(said, 'reply'), ABOUT, members())
  expect(JSON.stringify(verdict)).not.toContain('111222333')
  expect(verdict).toHaveProperty('ok')
})

test('a signaal that is new here makes its author the requester; one that is known stays of who asked', async () => {
  const [, signal] = TABLE[0]!
  const other = opened(signal, 'other')
  expect(await verify(other, how(signal, 'child'), null, members())).toHaveProperty('ok')
  expect(await verify(other, how(signal, 'child'), ABOUT, members())).toEqual({ refused: 'writer' })
})
