import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import {
  generateHpkeKey,
  importHpkeKey,
  openKey,
  sealKey,
  type HpkeKeyPair,
} from '../../shared/crypto/hpke.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { generateSigningKey, importSigningKey } from '../../shared/crypto/signing.ts'
import { type EventContent, readContent, packContent, encodeMessage } from '../../shared/messages/registry.ts'
import { concat, toBase64url, utf8 } from '../../shared/encoding.ts'
import { aead } from '../../shared/crypto/aead.ts'
import {
  openAsCoordinator,
  openReply,
  openOuterLayer,
  openSlot,
  openText,
  sealEnvelope,
  tagsOf,
  type EnvelopeParts,
  type OpenedLayer,
  type WeekKey,
  onceKey,
  keyOfEnvelope,
  openOnce,
} from '../../shared/protocol/envelope.ts'
import { slotTag } from '../../shared/protocol/slot-tags.ts'
import { decodeOuterHeader } from '../../shared/protocol/outer-header.ts'
import { ENVELOPE_BYTES } from '../../shared/protocol/http.ts'
import { anyContent, largestSignal } from '../fixtures/contents.ts'
import { openEvent } from '../../renderer/engine/inbox/open.ts'

const scope: WeekKey = {
  of: 'signals',
  generation: 0,
  week: 2967,
  keyId: systemRandom(8),
  key: systemRandom(32),
}
let signing: { seed: Uint8Array; publicKey: Uint8Array }
let signingKey: CryptoKey
let reply: HpkeKeyPair
let coordinator: HpkeKeyPair
beforeAll(async () => {
  signing = await generateSigningKey()
  signingKey = await importSigningKey(signing.seed)
  reply = await generateHpkeKey()
  coordinator = await generateHpkeKey()
})

const parts = (content: EventContent, more: Partial<EnvelopeParts> = {}): EnvelopeParts => ({
  isSignal: content.type === 'signal',
  eventId: systemRandom(16),
  expiresDay: 20_800,
  weekKey: scope,
  replyKey: reply.publicKey,
  tokens: [],
  replyTo: null,
  coordinators: [],
  signingKey,
  text: encodeMessage({ deviceId: 'x'.repeat(64), counter: Number.MAX_SAFE_INTEGER, content }),
  ...more,
})

describe('the key of one envelope', () => {
  test('opens its outer layer and no other one, and leaves slots and content closed', async () => {
    const token = systemRandom(32)
    const [one, other] = [
      await sealEnvelope(parts(largestSignal, { tokens: [token] }), systemRandom),
      await sealEnvelope(parts(largestSignal, { tokens: [token] }), systemRandom),
    ]
    const key = onceKey(one.bytes, scope)!
    const opened = openOnce(one.bytes, key)!
    expect(opened).toEqual(openOuterLayer(one.bytes, scope))
    expect(openOnce(other.bytes, key)).toBeNull()
    expect(openEvent(opened, key)).toBeNull()
    const index = tagsOf(opened)
      .map(toBase64url)
      .indexOf(toBase64url(slotTag(token, scope.week, opened.eventId)))
    expect(openEvent(opened, openSlot(opened, index, token)!)!.content).toEqual(largestSignal)
    expect(onceKey(one.bytes, { ...scope, key: systemRandom(32) })).toBeNull()
  })
})

describe('the envelope', () => {
  test('every allowed content comes back as it was, through the compact form', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        expect(readContent(packContent(content))).toEqual(content)
      }),
      { numRuns: 300 },
    )
  })

  test('every envelope is exactly one size, even with the longest names and four children', async () => {
    const sealed = await sealEnvelope(
      parts(largestSignal, {
        tokens: Array.from({ length: 16 }, () => systemRandom(32)),
        coordinators: [coordinator.publicKey],
      }),
      systemRandom,
    )
    expect(sealed.bytes.length).toBe(ENVELOPE_BYTES)
  })

  test('who holds a token opens the content and sees whose signature it is; who does not, does not', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, fc.integer({ min: 1, max: 16 }), async (content, count) => {
        const tokens = Array.from({ length: count }, () => systemRandom(32))
        const sealed = await sealEnvelope(parts(content, { tokens }), systemRandom)
        const opened = openOuterLayer(sealed.bytes, scope)!
        for (const token of tokens) {
          const index = tagsOf(opened)
            .map(toBase64url)
            .indexOf(toBase64url(slotTag(token, scope.week, opened.eventId)))
          const event = openEvent(opened, openSlot(opened, index, token)!)!
          expect(event.content).toEqual(content)
          expect(await event.signedBy(signing.publicKey)).toBe(true)
          expect(await event.signedBy(reply.publicKey)).toBe(false)
        }
        const stranger = systemRandom(32)
        expect(tagsOf(opened).map(toBase64url)).not.toContain(
          toBase64url(slotTag(stranger, scope.week, opened.eventId)),
        )
        expect(
          Array.from({ length: 16 }, (_, i) => openSlot(opened, i, stranger)).every((key) => key === null),
        ).toBe(true)
        expect(openEvent(opened, stranger)).toBeNull()
      }),
      { numRuns: 15 },
    )
  })

  test('reply and coordinator places open for their owners only', async () => {
    const sealed = await sealEnvelope(
      parts(largestSignal, { replyTo: reply.publicKey, coordinators: [coordinator.publicKey] }),
      systemRandom,
    )
    const opened = openOuterLayer(sealed.bytes, scope)!
    const replyKey = await importHpkeKey(reply.privateKey)
    const coordinatorKey = await importHpkeKey(coordinator.privateKey)
    expect(await openReply(opened, replyKey)).toEqual(sealed.contentKey)
    expect(await openAsCoordinator(opened, coordinatorKey)).toEqual(sealed.contentKey)
    expect(await openReply(opened, coordinatorKey)).toBeNull()
    expect(await openAsCoordinator(opened, replyKey)).toBeNull()
  })

  describe('of somebody who can open it and seals it again', () => {
    const HEAD = 1345
    const ZERO_NONCE = new Uint8Array(24)
    /** The opened layer with its content changed as somebody with the content key can. */
    const resealed = (
      opened: OpenedLayer,
      key: Uint8Array,
      change: (head: Uint8Array, plain: Uint8Array) => void,
    ): OpenedLayer => {
      const head = opened.inner.slice(0, HEAD)
      const plain = aead.open(key, ZERO_NONCE, head, opened.inner.slice(HEAD))
      change(head, plain)
      return { ...opened, inner: concat(head, aead.seal(key, ZERO_NONCE, head, plain)) }
    }
    const sealedOnce = async () => {
      const sealed = await sealEnvelope(parts(largestSignal), systemRandom)
      return { opened: openOuterLayer(sealed.bytes, scope)!, key: sealed.contentKey, sealed }
    }

    test('the message is known by the same hash in every envelope, and another one by another', async () => {
      const { opened, key, sealed } = await sealedOnce()
      expect(openText(opened, key)!.hash).toEqual(sealed.messageHash)
      expect(
        openText(
          resealed(opened, key, () => undefined),
          key,
        )!.hash,
      ).toEqual(sealed.messageHash)
      expect((await sealedOnce()).sealed.messageHash).not.toEqual(sealed.messageHash)
    })

    test('another day, another week and other recipients are nothing that the device signed', async () => {
      const { opened, key } = await sealedOnce()
      for (const other of [
        { ...opened, expiresDay: opened.expiresDay + 1 },
        { ...opened, week: opened.week + 1 },
        resealed(opened, key, (head) => head.fill(7, 49, 105)),
      ]) {
        const text = openText(other, key)!
        expect(await text.signedBy(signing.publicKey)).toBe(false)
        expect(text.hash).not.toEqual(openText(opened, key)!.hash)
      }
      expect(await openText(opened, key)!.signedBy(signing.publicKey)).toBe(true)
    })

    test('a content that does not begin with zeros is none: it may be made to open under a second key', async () => {
      const { opened, key } = await sealedOnce()
      for (const at of [0, 15])
        expect(
          openText(
            resealed(opened, key, (_, plain) => plain.fill(1, at, at + 1)),
            key,
          ),
        ).toBeNull()
    })
  })

  test('which of the keys of a week was used is known to who holds them, and stands in no two envelopes', async () => {
    const keys = [0, 1, 2].map((generation) => ({ ...scope, generation, key: systemRandom(32) }))
    const sealed = await Promise.all(
      [...keys, ...keys].map((weekKey) => sealEnvelope(parts(largestSignal, { weekKey }), systemRandom)),
    )
    expect(sealed.map(({ bytes }) => keyOfEnvelope(bytes, keys)?.generation)).toEqual([0, 1, 2, 0, 1, 2])
    const [, ...others] = keys
    expect(keyOfEnvelope(sealed[0]!.bytes, others)).toBeUndefined()
    expect(keyOfEnvelope(sealed[0]!.bytes, [{ ...keys[0]!, week: scope.week + 1 }])).toBeUndefined()
    const marks = sealed.map(({ bytes }) => toBase64url(decodeOuterHeader(bytes)!.keyMark))
    expect(new Set(marks).size).toBe(marks.length)
  })

  test('one changed byte anywhere is noticed', async () => {
    const token = systemRandom(32)
    const sealed = await sealEnvelope(parts(largestSignal, { tokens: [token] }), systemRandom)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: ENVELOPE_BYTES - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const changed = sealed.bytes.slice()
          changed[at] = changed[at]! ^ flip
          expect(openOuterLayer(changed, scope)).toBeNull()
        },
      ),
      { numRuns: 300 },
    )
  })

  test('nothing but zeros and constants stands in two inner layers: not of one child, one device, one thread', async () => {
    const tokens = Array.from({ length: 13 }, () => systemRandom(32))
    const both = await Promise.all(
      [largestSignal, largestSignal].map((content) =>
        sealEnvelope(
          parts(content, {
            replyKey: null,
            tokens,
            replyTo: reply.publicKey,
            coordinators: [coordinator.publicKey],
          }),
          systemRandom,
        ),
      ),
    )
    const RUN = 8
    const [one, other] = both.map(({ bytes }) => Buffer.from(openOuterLayer(bytes, scope)!.inner))
    const runs = new Set(
      Array.from({ length: one!.length - RUN + 1 }, (_, i) => one!.toString('hex', i, i + RUN)),
    )
    const repeated = Array.from({ length: other!.length - RUN + 1 }, (_, i) =>
      other!.toString('hex', i, i + RUN),
    ).filter((run) => runs.has(run))
    expect(repeated).toEqual([])
  })

  test('random bytes never open and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: ENVELOPE_BYTES + 8 }), (bytes) => {
        expect(openOuterLayer(bytes, scope)).toBeNull()
      }),
    )
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect([null, 'object']).toContain(readContent(JSON.parse(text)) === null ? null : 'object')
      }),
    )
  })
})

test('HPKE seals of one library open in the other', async () => {
  const other = new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  })
  const key = systemRandom(32)
  const bound = systemRandom(16)
  const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
  const info = exact(utf8('ruggensteun/hpke/1/reply'))
  const sealed = await sealKey(reply.publicKey, key, 'reply', bound)
  const privateKey = await other.kem.deserializePrivateKey(exact(reply.privateKey))
  const opened = await other.open(
    { recipientKey: privateKey, enc: exact(sealed.slice(0, 32)), info },
    exact(sealed.slice(32)),
    exact(bound),
  )
  expect(new Uint8Array(opened)).toEqual(key)
  const publicKey = await other.kem.deserializePublicKey(exact(reply.publicKey))
  const theirs = await other.seal({ recipientPublicKey: publicKey, info }, exact(key), exact(bound))
  const joined = new Uint8Array([...new Uint8Array(theirs.enc), ...new Uint8Array(theirs.ct)])
  expect(await openKey(await importHpkeKey(reply.privateKey), joined, 'reply', bound)).toEqual(key)
})
