/**
 * A BSN in the words of a statement, or of what is said in an invitation. A form refuses it before anything is
 * signed, so only a changed program sends one. It is refused whole: a signed text cannot be covered, and the
 * relay, the trustee and every device must come to the same directory. Pure.
 */
import { holdsBsn, isBsn } from '../matching/bsn.ts'

/** Bytes, moments and numbers of a log: in these nine digits stand by chance, and no screen shows them as words. */
export const NO_WORDS: ReadonlySet<string> = new Set([
  'at',
  'commitment',
  'expiresAt',
  'hash',
  'hpkeKey',
  'items',
  'keyId',
  'keys',
  'logId',
  'mailbox',
  'mark',
  'municipality',
  'nonce',
  'note',
  'relay',
  'sealed',
  'signingKey',
  'time',
  'trustee',
])
/**
 * Ids are drawn by chance, and some are chosen: such an id is a BSN and nothing else, or it is none. `from` is the
 * device that moved.
 */
export const IDS: ReadonlySet<string> = new Set(['id', 'organisationId', 'deviceId', 'escalationId', 'from'])

const isRefused = (text: string, name: string): boolean =>
  IDS.has(name) ? isBsn(text.replaceAll('-', '')) : holdsBsn(text)

/** Of a content as it came, also in a part that this version does not know. */
export const wordsHoldBsn = (content: unknown, name = ''): boolean => {
  if (typeof content === 'string') return isRefused(content, name)
  if (Array.isArray(content)) return content.some((part) => wordsHoldBsn(part, name))
  if (content === null || typeof content !== 'object') return false
  return Object.entries(content).some(([inner, part]) => !NO_WORDS.has(inner) && wordsHoldBsn(part, inner))
}

/** Of the exact bytes that were signed, for these are what is stored. A body that is no JSON holds no words. */
export const statementHoldsBsn = ({ body }: { readonly body: string }): boolean => {
  try {
    return wordsHoldBsn(JSON.parse(body))
  } catch {
    return false
  }
}
