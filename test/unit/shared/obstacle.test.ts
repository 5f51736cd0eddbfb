/**
 * An obstacle as content: it fits its envelope, is found by whoever holds the week key, and looks like
 * anything else to who does not.
 */
import { describe, expect, test } from 'vitest'
import { generateHpkeKey } from '../../../shared/crypto/hpke.ts'
import { generateSigningKey, importSigningKey } from '../../../shared/crypto/signing.ts'
import { systemRandom } from '../../../shared/crypto/seal.ts'
import {
  MAX_OBSTACLE_CHARACTERS,
  ObstacleKind,
  ObstacleLevel,
  ObstacleText,
  Verdict,
} from '../../../shared/domain/obstacle.ts'
import type { ObstacleReplyContent } from '../../../shared/messages/obstacle-reply.ts'
import { obstacle } from '../../../shared/messages/obstacle.ts'
import { coordinates, owesAnswer } from '../../../shared/membership/roles.ts'
import {
  type EventContent,
  readContent,
  packContent,
  encodeMessage,
} from '../../../shared/messages/registry.ts'
import { MAX_SAID_BYTES, saidBytes } from '../../../shared/domain/conversation.ts'
import { personalWarningOf } from '../../../shared/domain/warning.ts'
import { toBase64url } from '../../../shared/encoding.ts'
import {
  boardToken,
  openOuterLayer,
  openSlot,
  sealEnvelope,
  SLOTS,
  tagsOf,
  type WeekKey,
} from '../../../shared/protocol/envelope.ts'
import { slotTag } from '../../../shared/protocol/slot-tags.ts'
import { OrganisationKind, Role } from '../../../shared/domain/identifiers.ts'
import { namesChild } from '../../../renderer/engine/core/named-child.ts'
import { largestObstacle } from '../../fixtures/contents.ts'
import { openEvent } from '../../../renderer/engine/inbox/open.ts'

const reply: ObstacleReplyContent = {
  type: 'obstacle-reply',
  ref: largestObstacle.ref,
  level: 'state',
  verdict: 'passed-up',
  text: largestObstacle.text,
  sentAt: largestObstacle.sentAt,
}
const scope: WeekKey = {
  of: 'board',
  week: 2968,
  generation: 0,
  keyId: systemRandom(8),
  key: systemRandom(32),
}

const sealed = async (content: EventContent, deviceId = 'd'.repeat(64)) => {
  const signing = await generateSigningKey()
  return sealEnvelope(
    {
      isSignal: false,
      eventId: systemRandom(16),
      expiresDay: 21_000,
      weekKey: scope,
      replyKey: null,
      tokens: [boardToken],
      replyTo: null,
      coordinators: [],
      signingKey: await importSigningKey(signing.seed),
      text: encodeMessage({ deviceId, counter: Number.MAX_SAFE_INTEGER, content }),
    },
    systemRandom,
  )
}

describe('the content', () => {
  test('comes back as it was, for every level, kind and verdict', () => {
    for (const level of ObstacleLevel.options) {
      for (const kind of ObstacleKind.options)
        expect(readContent(packContent({ ...largestObstacle, level, kind }))).toEqual({
          ...largestObstacle,
          level,
          kind,
        })
      for (const verdict of Verdict.options)
        expect(readContent(packContent({ ...reply, level, verdict }))).toEqual({
          ...reply,
          level,
          verdict,
        })
    }
    expect([packContent(largestObstacle), packContent(reply)]).toMatchObject([{ 0: 11 }, { 0: 12 }])
  })

  test.each([
    ['no text', { text: ' ' }],
    ['too many characters', { text: 'a'.repeat(MAX_OBSTACLE_CHARACTERS + 1) }],
    ['too many bytes', { text: 'ㄱ'.repeat(121) }],
    ['two lines', { text: 'een\ntwee' }],
    ['a level that does not exist', { level: 'king' }],
    ['a ref of another length', { ref: 'AAAA' }],
    ['no wijk', { neighbourhood: 'WK1' }],
  ])('refuses %s', (_, part) => {
    expect(obstacle.content.safeParse({ ...largestObstacle, ...part }).success).toBe(false)
  })

  test('fits its envelope at its largest, with the longest id of a device', async () => {
    expect(saidBytes(largestObstacle.text)).toBe(MAX_SAID_BYTES)
    expect(ObstacleText.safeParse(largestObstacle.text).success).toBe(true)
    for (const content of [largestObstacle, reply])
      await expect(sealed(content)).resolves.toHaveProperty('bytes')
  })
})

test('whoever holds the week key finds it by its tag and opens it; kind byte and size are those of an answer', async () => {
  const { bytes } = await sealed(largestObstacle)
  const opened = openOuterLayer(bytes, scope)!
  expect(opened.isSignal).toBe(false)
  const slot = tagsOf(opened).findIndex(
    (tag) => toBase64url(tag) === toBase64url(slotTag(boardToken, scope.week, opened.eventId)),
  )
  expect(openEvent(opened, openSlot(opened, slot, boardToken)!)?.content).toEqual(largestObstacle)
  expect(openOuterLayer(bytes, { ...scope, key: systemRandom(32) })).toBeNull()
  const plain = await sealEnvelope(
    {
      isSignal: false,
      eventId: systemRandom(16),
      expiresDay: 21_000,
      weekKey: scope,
      replyKey: null,
      tokens: [],
      replyTo: (await generateHpkeKey(systemRandom)).publicKey,
      coordinators: [],
      signingKey: await importSigningKey((await generateSigningKey()).seed),
      text: encodeMessage({
        deviceId: 'device',
        counter: 1,
        content: { type: 'receipt', signalId: 'A'.repeat(22), sentAt: largestObstacle.sentAt },
      }),
    },
    systemRandom,
  )
  expect([bytes.length, tagsOf(opened).length]).toEqual([plain.bytes.length, SLOTS])
})

test('who owes the answer at a level: by kind of organisation, and of coordinators by wijk', () => {
  const wijk = 'WK999801'
  for (const kind of OrganisationKind.options)
    for (const role of Role.options) {
      const device = { roles: [role], neighbourhoods: role === 'coordinator' ? [wijk] : [] }
      const owing = ObstacleLevel.options.filter((level) => owesAnswer(level, device, kind, wijk))
      const expected =
        role === 'panel'
          ? []
          : ObstacleLevel.options.filter((level) =>
              level === 'coordinator'
                ? coordinates(device, wijk)
                : level === 'municipality'
                  ? kind === 'municipality'
                  : kind === 'programme-office',
            )
      expect([kind, role, owing]).toEqual([kind, role, expected])
      expect(owesAnswer('coordinator', device, kind, 'WK999802')).toBe(false)
    }
})

describe('what should not be in it', () => {
  const children = [
    { firstName: 'Sami', lastName: 'Yıldız' },
    { firstName: 'Roos', prefix: 'van den', lastName: 'Berg', callName: 'Roosje' },
  ]
  const warning = (text: string): string | null =>
    personalWarningOf(text, (words) => namesChild(words, children))
  test.each([
    ['Er is een wachtlijst van drie maanden.', null],
    ['BSN 111222333', 'bsn'],
    ['Bel 06-12345678', 'number'],
    ['Mail jan@school.nl', 'mail'],
    ['Zijn oma Riet weet het.', 'person'],
    ['geboren 14-03-2017', 'birth-date'],
    ['geboren 14 maart 2017', 'birth-date'],
    ['geboren 2017-03-14', 'birth-date'],
    ['op 14.03.17', 'birth-date'],
    ['Sinds september 2026 lukt het niet.', null],
    ['Binnen 10 dagen, 2 keer per week.', null],
    ['Het gaat om Sami.', 'child'],
    ['de familie YILDIZ', 'child'],
    ['het kind sami yıldız', 'child'],
    ['Roosje komt niet', 'child'],
    ['Op de berg staan roos en tulp.', 'child'],
    ['De rozen staan er.', null],
    ['geboren 14-03-2017, bel 06-12345678', 'number'],
  ])('%s: %s', (text, expected) => expect(warning(text)).toBe(expected))
})
