/**
 * The number of a signaal, said over the telephone in place of a name: `R-482-915-0376`. Nine random digits and
 * a check digit, in groups of three, three and four: digits alone, for of letters the Dutch b, d, e, p and t
 * sound alike.
 *
 * Nobody knows all numbers of a town, so they are drawn by chance and have to be long. Two of 1,000 open
 * signalen share one with probability 1 - exp(-1000 x 999 / (2 x 10^9)) = 0.0005: once in 2,000 towns.
 *
 * The check digit is Damm's (H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004): it notices every
 * single wrong digit and every two neighbours that changed places.
 */
import { z } from 'zod'

const TABLE = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]
const DRAWN = 9
const checkOf = (digits: string): string =>
  [...digits].reduce((interim, digit) => TABLE[Number(interim)]![Number(digit)]!, '0')

/** A number of a signaal as people read it, from its ten digits; {@link digitsOf} is the way back. */
export const numberOfDigits = (ten: string): string =>
  `R-${ten.slice(0, 3)}-${ten.slice(3, 6)}-${ten.slice(6)}`

/** The digits of a number without the letter and dashes that make it readable. */
export const digitsOf = (number: string): string => number.replace(/\D/g, '')

/** As people write it in a text: with or without spaces and dashes. Source of a regular expression, without regard to capitals. */
export const SPOKEN_NUMBER = 'R ?-? ?\\d{3}[- ]?\\d{3}[- ]?\\d{4}'

/** Said over the phone in place of a name. */
export const SpeakableNumber = z
  .string()
  .regex(/^R-[0-9]{3}-[0-9]{3}-[0-9]{4}$/)
  .refine((number) => checkOf(digitsOf(number)) === '0', 'the check digit is wrong')

/** @param random gives so many random bytes */
export const drawNumber = (random: (length: number) => Uint8Array): string => {
  const most = 10 ** DRAWN
  for (;;) {
    const value = new DataView(Uint8Array.from(random(4)).buffer).getUint32(0)
    // What is left above the last whole thousand million would make small numbers likelier.
    if (value >= 4 * most) continue
    const drawn = String(value % most).padStart(DRAWN, '0')
    return numberOfDigits(drawn + checkOf(drawn))
  }
}

/**
 * The digits of a number as a person types it, whole or its beginning: with or without `R`, capitals, spaces,
 * dashes and dots. Null for what is something else.
 */
export const typedDigits = (typed: string): string | null => {
  const plain = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}._/]/gu, '')
    .toLowerCase()
  return /^r?([0-9]{1,10})$/.exec(plain)?.[1] ?? null
}
