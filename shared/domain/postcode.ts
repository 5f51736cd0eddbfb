/** Postcodes as people write them, alone or with a house number behind. */
import type { RowProblem } from './row-problem.ts'
import type { EarlierAddress } from './child.ts'

type Wrong = { readonly problem: Extract<RowProblem, `postcode${string}`> }

const POSTCODE = /^[1-9][0-9]{3}[A-Z]{2}$/
const WITH_NUMBER = /^([1-9][0-9]{3}) ?([A-Za-z]{2})(?:[ ,]+(\d+\s?\w{0,6}))?$/
/** Never given out: they stand for the SS, the SD and the SA. */
const LETTERS_NOT_USED = /S[ADS]$/

/** A postcode without its space, or why it is none. */
export const readPostcode = (text: string): { readonly postcode: string } | Wrong => {
  const postcode = text.replace(/\s/g, '').toUpperCase()
  if (!POSTCODE.test(postcode)) return { problem: 'postcode' }
  return LETTERS_NOT_USED.test(postcode) ? { problem: 'postcode-letters' } : { postcode }
}

/** `9981 AB 18`; the number may be missing. */
export const readAddress = (text: string): EarlierAddress | Wrong => {
  const match = WITH_NUMBER.exec(text.trim())
  const read: ReturnType<typeof readPostcode> = match
    ? readPostcode(`${match[1]}${match[2]}`)
    : { problem: 'postcode' }
  return 'problem' in read ? read : { ...read, ...(match?.[3] ? { houseNumber: match[3] } : {}) }
}

/** `1234AB` as people write it: `1234 AB`. */
export const writtenPostcode = (postcode: string): string => postcode.replace(/^\d{4}(?=\S)/, '$& ')
