/** Who gets which place in an envelope, what does not fit in one, and that a place tells nothing. */
import { beforeAll, describe, expect, test } from 'vitest'
import { aead } from '../../../shared/crypto/aead.ts'
import { generateHpkeKey, importHpkeKey, type HpkeKeyPair } from '../../../shared/crypto/hpke.ts'
import { systemRandom } from '../../../shared/crypto/seal.ts'
import { generateSigningKey, importSigningKey } from '../../../shared/crypto/signing.ts'
import { concat, toBase64url, utf8 } from '../../../shared/encoding.ts'
import {
  COORDINATOR_KEYS,
  MAX_TEXT_BYTES,
  openAsCoordinator,
  openOnce,
  openOuterLayer,
  openReply,
  openSlot,
  openText,
  sealEnvelope,
  SLOTS,
  tagsOf,
  type EnvelopeParts,
  type OpenedLayer,
  type WeekKey,
} from '../../../shared/protocol/envelope.ts'
import { slotTag } from '../../../shared/protocol/slot-tags.ts'

const weekKey: WeekKey = {
  of: 'signals',
  generation: 0,
  week: 2967,
  keyId: systemRandom(8),
  key: systemRandom(32),
}
const UNUSABLE = new Uint8Array(32)
let signingKey: CryptoKey
let publicKey: Uint8Array
let people: HpkeKeyPair[]
beforeAll(async () => {
  const pair = await generateSigningKey()
  signingKey = await importSigningKey(pair.seed)
  publicKey = pair.publicKey
  people = await Promise.all(Array.from({ length: COORDINATOR_KEYS + 1 }, () => generateHpkeKey()))
})
const some = (count: number): Uint8Array[] => Array.from({ length: count }, () => systemRandom(32))
const coordinators = (count: number): Uint8Array[] => people.slice(0, count).map((one) => one.publicKey)
const sealed = (more: Partial<EnvelopeParts> = {}) =>
  sealEnvelope(
    {
      isSignal: false,
      eventId: systemRandom(16),
      expiresDay: 20_800,
      weekKey,
      replyKey: people[0]!.publicKey,
      tokens: [],
      replyTo: null,
      coordinators: [],
      signingKey,
      text: utf8('Zij komt morgen weer.'),
      ...more,
    },
    systemRandom,
  )
const opened = async (more: Partial<EnvelopeParts> = {}): Promise<OpenedLayer> =>
  openOuterLayer((await sealed(more)).bytes, weekKey)!
const slotOf = (layer: OpenedLayer, token: Uint8Array): number =>
  tagsOf(layer)
    .map(toBase64url)
    .indexOf(toBase64url(slotTag(token, layer.week, layer.eventId)))

describe('an envelope', () => {
  test('says what it is and where to answer, and is not opened with the key of another week', async () => {
    const eventId = systemRandom(16)
    const { bytes } = await sealed({ isSignal: true, eventId })
    expect(openOuterLayer(bytes, weekKey)).toMatchObject({
      isSignal: true,
      eventId,
      replyKey: people[0]!.publicKey,
      expiresDay: 20_800,
      week: 2967,
    })
    expect((await opened()).isSignal).toBe(false)
    expect(openOuterLayer(bytes, { ...weekKey, week: 2966 })).toBeNull()
    expect(openOuterLayer(bytes, { ...weekKey, key: systemRandom(32) })).toBeNull()
    expect(openOnce(bytes.slice(1), systemRandom(32))).toBeNull()
    const later = bytes.slice()
    later[0] = 2
    expect(openOuterLayer(later, weekKey)).toBeNull()
  })

  test('that has no key to answer to has one that looks like any other', async () => {
    const [one, other] = [await opened({ replyKey: null }), await opened({ replyKey: null })]
    expect(one.replyKey).toHaveLength(32)
    expect(one.replyKey).not.toEqual(other.replyKey)
  })

  test('has room for sixteen tokens and hints together and for four coordinators, and never leaves one out in silence', async () => {
    const full = await opened({ tokens: some(SLOTS - 2), hints: some(2), coordinators: coordinators(4) })
    expect(tagsOf(full)).toHaveLength(SLOTS)
    for (const more of [
      { tokens: some(SLOTS + 1) },
      { tokens: some(SLOTS - 1), hints: some(2) },
      { coordinators: coordinators(5) },
    ])
      await expect(sealed(more)).rejects.toThrow('more recipients than places')
  })

  test('holds a text of the greatest length, no longer one and no empty one', async () => {
    const text = utf8('x'.repeat(MAX_TEXT_BYTES))
    const tokens = some(1)
    const layer = await opened({ text, tokens })
    expect(openText(layer, openSlot(layer, slotOf(layer, tokens[0]!), tokens[0]!)!)!.text).toEqual(text)
    await expect(sealed({ text: utf8('x'.repeat(MAX_TEXT_BYTES + 1)) })).rejects.toThrow('does not fit')
    await expect(sealed({ text: new Uint8Array(0) })).rejects.toThrow('does not fit')
  })

  test('whose writer lies about the length of the text holds none', async () => {
    const contentKey = systemRandom(32)
    const layer = await opened()
    const head = layer.inner.slice(0, layer.inner.length - 646)
    const lying = (length: number): OpenedLayer => {
      const plain = new Uint8Array(630)
      new DataView(plain.buffer).setUint16(80, length)
      return { ...layer, inner: concat(head, aead.seal(contentKey, new Uint8Array(24), head, plain)) }
    }
    expect(openText(lying(0), contentKey)).toBeNull()
    expect(openText(lying(MAX_TEXT_BYTES + 1), contentKey)).toBeNull()
    expect(openText(lying(65_535), contentKey)).toBeNull()
    const longest = openText(lying(MAX_TEXT_BYTES), contentKey)
    expect(longest!.text).toHaveLength(MAX_TEXT_BYTES)
    expect(await longest!.signedBy(publicKey)).toBe(false)
  })
})

describe('a place', () => {
  test('for a hint proves that it is no filler and opens nothing', async () => {
    const [token, hint] = some(2) as [Uint8Array, Uint8Array]
    const layer = await opened({ tokens: [token], hints: [hint] })
    const key = openSlot(layer, slotOf(layer, hint), hint)!
    expect(key).toHaveLength(32)
    expect(openText(layer, key)).toBeNull()
    expect(openText(layer, openSlot(layer, slotOf(layer, token), token)!)).not.toBeNull()
  })

  test('opens for each of four coordinators, also where they get a mark in place of the key', async () => {
    const mark = systemRandom(32)
    const { bytes, contentKey } = await sealed({ coordinators: coordinators(4) })
    const marked = await opened({ coordinators: coordinators(4), forCoordinators: mark, tokens: some(1) })
    for (const one of people.slice(0, 4)) {
      const key = await importHpkeKey(one.privateKey)
      expect(await openAsCoordinator(openOuterLayer(bytes, weekKey)!, key)).toEqual(contentKey)
      expect(await openAsCoordinator(marked, key)).toEqual(mark)
      expect(await openReply(marked, key)).toBeNull()
    }
    expect(await openAsCoordinator(marked, await importHpkeKey(people[4]!.privateKey))).toBeNull()
  })

  test('tells nothing: whoever comes first stands now here, now there', async () => {
    const [slots, keys] = [new Set<number>(), new Set<string>()]
    const token = systemRandom(32)
    const order = async (): Promise<string> => {
      const all = await Promise.all(people.slice(0, 2).map((one) => importHpkeKey(one.privateKey)))
      const layer = await opened({ tokens: [token, ...some(3)], coordinators: coordinators(2) })
      slots.add(slotOf(layer, token))
      // With the key places cut off one by one it shows which of the two stands first.
      const found = await Promise.all(
        [1, 2, 3, 4].map(async (place) => {
          const only = layer.inner.slice()
          for (let i = 1; i <= 4; i++) if (i !== place) only.fill(0, 945 + 80 * i, 945 + 80 * (i + 1))
          const opens = await Promise.all(all.map((key) => openAsCoordinator({ ...layer, inner: only }, key)))
          return opens.findIndex((key) => key !== null)
        }),
      )
      return found.join()
    }
    for (let time = 0; time < 12; time++) keys.add(await order())
    expect(slots.size).toBeGreaterThan(3)
    expect(keys.size).toBeGreaterThan(3)
  })
})

describe('somebody to whom nothing can be sealed', () => {
  test('is named by place, and keeps no other from theirs', async () => {
    const [first, second] = coordinators(2) as [Uint8Array, Uint8Array]
    const { bytes, leftOut, contentKey } = await sealed({ coordinators: [first, UNUSABLE, second] })
    expect(leftOut).toEqual([1])
    const key = await importHpkeKey(people[1]!.privateKey)
    expect(await openAsCoordinator(openOuterLayer(bytes, weekKey)!, key)).toEqual(contentKey)
    expect((await sealed({ coordinators: coordinators(2) })).leftOut).toEqual([])
  })

  test('makes it no envelope only where nobody else would get it', async () => {
    const nobody = { coordinators: [UNUSABLE, UNUSABLE] }
    await expect(sealed(nobody)).rejects.toThrow('nobody that this envelope is for')
    expect((await sealed({ ...nobody, tokens: some(1) })).leftOut.toSorted()).toEqual([0, 1])
    expect((await sealed({ ...nobody, hints: some(1) })).leftOut.toSorted()).toEqual([0, 1])
    expect((await sealed({ ...nobody, replyTo: people[0]!.publicKey })).leftOut.toSorted()).toEqual([0, 1])
    // A decoy is for nobody at all, and goes.
    expect((await sealed()).leftOut).toEqual([])
    await expect(sealed({ replyTo: UNUSABLE })).rejects.toThrow(RangeError)
  })
})
