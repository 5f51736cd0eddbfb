/** The mailbox of an invitation: a code that people say to each other, and what nobody between them can open or change. */
import { beforeAll, describe, expect, test } from 'vitest'
import { generateSigningKey } from '../../../shared/crypto/signing.ts'
import { generateHpkeKey } from '../../../shared/crypto/hpke.ts'
import { seal, systemRandom } from '../../../shared/crypto/seal.ts'
import { fromBase64url, toBase64url, utf8 } from '../../../shared/encoding.ts'
import type { JoinRequest, Offer } from '../../../shared/membership/invitation.ts'
import {
  commitmentTo,
  keepsCommitment,
  makeCode,
  openCode,
  openMessage,
  readCode,
  sealMessage,
  wordsOf,
  type MailboxKey,
} from '../../../shared/protocol/mailbox.ts'

const nonceOf = (byte: number): string => toBase64url(new Uint8Array(16).fill(byte))
const box: MailboxKey = { mailbox: nonceOf(9), key: systemRandom(32) }
let offer: Offer
let request: JoinRequest

beforeAll(async () => {
  const [municipality, trustee, relay, own] = (
    await Promise.all(Array.from({ length: 4 }, () => generateSigningKey()))
  ).map(({ publicKey }) => toBase64url(publicKey)) as [string, string, string, string]
  offer = {
    for: 'device',
    organisation: 'Welzijn Veenwijk',
    by: 'Karim',
    roles: ['professional'],
    neighbourhoods: ['WK999801'],
    commitment: commitmentTo(nonceOf(1)),
    roots: { municipality, trustee, relay },
  }
  request = {
    deviceId: 'laptop-1',
    person: { name: 'Fatima Bos', function: 'Leerkracht', phone: '06-00 00 00 01' },
    signingKey: own,
    hpkeKey: toBase64url((await generateHpkeKey()).publicKey),
    nonce: nonceOf(2),
    organisation: null,
  }
})

describe('a code', () => {
  test('has ten letters of chance in two groups, each of thirty-two, and is read back as it is', () => {
    expect(makeCode((bytes) => Uint8Array.from({ length: bytes }, (_, i) => i))).toBe('01234-56789')
    expect(makeCode((bytes) => Uint8Array.from({ length: bytes }, (_, i) => 22 + i))).toBe('PQRST-VWXYZ')
    // Only five bits of a byte count, so that no letter comes more often than another.
    expect(makeCode((bytes) => new Uint8Array(bytes).fill(255))).toBe('ZZZZZ-ZZZZZ')
    for (let time = 0; time < 50; time++) {
      const code = makeCode(systemRandom)
      expect(readCode(code)).toBe(code.replace('-', ''))
    }
  })

  test('is understood as it was meant, however it was typed', () => {
    expect(readCode(' 7kq4m 2xpnb ')).toBe('7KQ4M2XPNB')
    expect(readCode('7K-Q4-M2-XP-NB')).toBe('7KQ4M2XPNB')
    expect(readCode('oOiIlL-23456')).toBeNull()
    expect(readCode('oOiIl-23456')).toBe('0011123456')
  })

  test('is none with a letter that there is not, or too few or too many', () => {
    for (const wrong of ['', '7KQ4M2XPN', '7KQ4M2XPNBB', '7KQ4M2XPNU', '7KQ4M2XPN!'])
      expect(readCode(wrong)).toBeNull()
  })

  test('leads to a mailbox and to a key that the name of the mailbox does not tell, and what is no code leads nowhere', async () => {
    const typed = await openCode('7kq4m 2xpnb')
    expect([fromBase64url(typed.mailbox).length, typed.key.length]).toEqual([16, 32])
    expect(toBase64url(typed.key)).not.toContain(typed.mailbox)
    await expect(openCode('7KQ4M')).rejects.toThrow(RangeError)
  })
})

describe('a message', () => {
  test('is read by who has the code, at its own place, and by nobody else', () => {
    const sealed = sealMessage(box, 'offer', offer, systemRandom)
    expect(openMessage(box, 'offer', sealed)).toEqual(offer)
    expect(openMessage({ ...box, key: systemRandom(32) }, 'offer', sealed)).toBeNull()
    for (const place of ['request', 'reveal', 'welcome'] as const)
      expect(openMessage(box, place, sealed)).toBeNull()
    const changed = sealed.slice()
    changed[30]! ^= 1
    expect(openMessage(box, 'offer', changed)).toBeNull()
    expect(openMessage(box, 'offer', new Uint8Array(3))).toBeNull()
  })

  test('is as long as a whole number of KiB, so that a short and a long name look alike', () => {
    const lengthOf = (name: string): number =>
      sealMessage(box, 'offer', { ...offer, organisation: name }, systemRandom).length - 24 - 16
    expect([lengthOf('A'), lengthOf('A'.repeat(80))]).toEqual([1024, 1024])
    const short = sealMessage(box, 'reveal', { nonce: nonceOf(1) }, systemRandom)
    expect(short.length - 24 - 16).toBe(1024)
  })

  test('that is sealed well and says something else than its place allows is none', () => {
    const forged = (content: unknown): Uint8Array =>
      seal(box.key, utf8(JSON.stringify(content)), utf8('ruggensteun/mailbox/1|2'), systemRandom)
    expect(openMessage(box, 'reveal', forged({ nonce: nonceOf(1) }))).toEqual({ nonce: nonceOf(1) })
    expect(openMessage(box, 'reveal', forged({ nonce: 'short' }))).toBeNull()
    expect(openMessage(box, 'reveal', forged(null))).toBeNull()
    expect(
      openMessage(
        box,
        'reveal',
        seal(box.key, utf8('no JSON'), utf8('ruggensteun/mailbox/1|2'), systemRandom),
      ),
    ).toBeNull()
    expect(() => sealMessage(box, 'reveal', { nonce: 'short' }, systemRandom)).toThrow()
  })

  test('says no in place of a welcome', () => {
    const sealed = sealMessage(box, 'welcome', { refused: true }, systemRandom)
    expect(openMessage(box, 'welcome', sealed)).toEqual({ refused: true })
  })
})

describe('who stands between', () => {
  test('cannot change a nonce that was promised before', () => {
    expect(keepsCommitment(offer, nonceOf(1))).toBe(true)
    expect(keepsCommitment(offer, nonceOf(3))).toBe(false)
    expect(fromBase64url(commitmentTo(nonceOf(1)))).toHaveLength(32)
  })

  test('is heard: any other mailbox, offer, request or nonce gives other words', () => {
    const words = wordsOf(box.mailbox, offer, request, nonceOf(1))
    expect(words).toHaveLength(4)
    expect(wordsOf(box.mailbox, { ...offer }, { ...request }, nonceOf(1))).toEqual(words)
    for (const other of [
      wordsOf(nonceOf(8), offer, request, nonceOf(1)),
      wordsOf(box.mailbox, { ...offer, by: 'Karin' }, request, nonceOf(1)),
      wordsOf(box.mailbox, offer, { ...request, nonce: nonceOf(4) }, nonceOf(1)),
      wordsOf(box.mailbox, offer, request, nonceOf(5)),
    ])
      expect(other).not.toEqual(words)
  })
})
