/**
 * The mailbox in which a newcomer and the one who invited find each other. Relay and onlookers see random
 * bytes: everything is sealed under a key stretched from a short code that people tell each other. Four
 * places, each filled once:
 *
 *   0 offer    inviter: who invites, for what, commitment to a nonce
 *   1 request  newcomer: own keys, name, own nonce. The code is used up
 *   2 reveal   inviter: the nonce. From here both show the same four check words
 *   3 welcome inviter, after the words were compared: the statements that admit the newcomer, roots and
 *   servers
 *
 * Who overheard the code can pose as one of the two, but then the words differ: whoever stands between must
 * choose its own keys before it knows either nonce (commitment, RFC 6189 4.4).
 */
import { argon2idAsync } from '@noble/hashes/argon2.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { z } from 'zod'
import { checkWords } from '../crypto/check-words.ts'
import { open, seal, type Random } from '../crypto/seal.ts'
import { concat, equalBytes, fromBase64url, fromUtf8, toBase64url, utf8 } from '../encoding.ts'
import { JoinRequest, Offer, Refused, Reveal, Welcome } from '../membership/invitation.ts'
import { wordsHoldBsn } from '../membership/written-words.ts'

/** Crockford's alphabet: no I, L, O, U to mistake for something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 10
const KDF = { m: 19_456, t: 2, p: 1, dkLen: 48 } as const
const SALT = sha256(utf8('ruggensteun/invitation/1')).slice(0, 16)
const PAD_TO = 1024
export const PLACES = { offer: 0, request: 1, reveal: 2, welcome: 3 } as const
export type Place = keyof typeof PLACES

export const DEVICE_INVITE_HOURS = 24
export const ORGANISATION_INVITE_DAYS = 30

/** 50 random bits in two groups: `7KQ4M-2XPNB`. */
export const makeCode = (random: Random): string => {
  const letters = [...random(CODE_LENGTH)].map((byte) => ALPHABET[byte & 31]).join('')
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

/**
 * The code as it was meant: case, spaces and hyphens do not count, O is 0, I and L are 1. Null where it
 * cannot be one.
 */
export const readCode = (typed: string): string | null => {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return letters.length === CODE_LENGTH && [...letters].every((letter) => ALPHABET.includes(letter))
    ? letters
    : null
}

export interface MailboxKey {
  /** base64url of 16 bytes, where the mailbox stands at the relay. */
  readonly mailbox: string
  readonly key: Uint8Array
}

/**
 * Argon2id: to try one code costs a good part of a second, so that a relay cannot go through 2^50 of them.
 * Throws RangeError for no code.
 */
export const openCode = async (typed: string): Promise<MailboxKey> => {
  const code = readCode(typed)
  if (!code) throw new RangeError('not an invitation code')
  const bytes = await argon2idAsync(utf8(code), SALT, KDF)
  return { mailbox: toBase64url(bytes.slice(0, 16)), key: bytes.slice(16) }
}

const SCHEMAS = { offer: Offer, request: JoinRequest, reveal: Reveal, welcome: Welcome.or(Refused) } as const
type Content<P extends Place> = z.infer<(typeof SCHEMAS)[P]>

const boundTo = (place: Place): Uint8Array => utf8(`ruggensteun/mailbox/1|${PLACES[place]}`)

/** Sealed and padded to whole KiB, so that a length says little. */
export const sealMessage = <P extends Place>(
  { key }: MailboxKey,
  place: P,
  content: Content<P>,
  random: Random,
): Uint8Array => {
  const text = utf8(JSON.stringify(SCHEMAS[place].parse(content)))
  const padded = new Uint8Array(Math.ceil((text.length + 1) / PAD_TO) * PAD_TO).fill(0x20)
  padded.set(text)
  return seal(key, padded, boundTo(place), random)
}

/** Null for anything that was not sealed with this code for this place, or holds a BSN. Never throws. */
export const openMessage = <P extends Place>(
  { key }: MailboxKey,
  place: P,
  sealed: Uint8Array,
): Content<P> | null => {
  try {
    const plain = open(key, sealed, boundTo(place))
    const content = plain ? SCHEMAS[place].safeParse(JSON.parse(fromUtf8(plain))) : null
    // The statements of a welcome are looked at by the fold.
    if (content?.success && place !== 'welcome' && wordsHoldBsn(content.data)) return null
    return content?.success ? (content.data as Content<P>) : null
  } catch {
    return null
  }
}

export const commitmentTo = (nonce: string): string =>
  toBase64url(sha256(concat(utf8('ruggensteun/commitment/1'), fromBase64url(nonce))))
export const keepsCommitment = (offer: Offer, nonce: string): boolean =>
  equalBytes(fromBase64url(offer.commitment), fromBase64url(commitmentTo(nonce)))

/** The same on both screens, or somebody stands between. */
export const wordsOf = (mailbox: string, offer: Offer, request: JoinRequest, nonce: string): string[] =>
  checkWords([
    fromBase64url(mailbox),
    utf8(JSON.stringify(Offer.parse(offer))),
    utf8(JSON.stringify(JoinRequest.parse(request))),
    fromBase64url(nonce),
  ])
