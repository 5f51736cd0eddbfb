/**
 * Finds a BSN (burgerservicenummer) in text of any origin: a form, a cell, a file name. Every way in asks here
 * and nowhere else (UAVG art. 46: no use of the number without a legal basis). There is no threshold: one
 * number is enough. Pure.
 */
import { SPOKEN_NUMBER } from '../domain/spoken-number.ts'

/** Eleven test: sum of (9, 8, 7, 6, 5, 4, 3, 2, -1) x digit is a multiple of 11, and not all zero. */
export const isBsn = (text: string): boolean => {
  if (!/^[0-9]{9}$/.test(text) || text === '000000000') return false
  const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
  return weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0) % 11 === 0
}

/** Stands in the place of each digit that was covered. */
export const COVER = '•'

/** A character of the text as it is searched: digits of every script are 0 to 9. */
interface Sign {
  readonly plain: string
  /** Place in the original text, in UTF-16 units. */
  readonly from: number
  readonly to: number
}

const DIGIT = /^\p{Nd}$/u
/** Unicode has decimal digits in rows of ten, 0 first; rows may touch each other. */
const valueOfDigit = (sign: string): string => {
  const code = sign.codePointAt(0)!
  let first = code
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1
  return String((code - first) % 10)
}

const plainOf = (sign: string): string => {
  if (sign <= '\u007f') return sign
  const folded = sign.normalize('NFKC')
  if (/[0-9]/.test(folded)) return folded.replace(/[^0-9]/g, '.')
  if (DIGIT.test(sign)) return valueOfDigit(sign)
  if (/^[\s\p{Cf}\p{Cc}\p{M}]$/u.test(sign)) return ' '
  if (/^\p{Pd}$/u.test(sign) || sign === '−') return '-'
  if (/^[·•‧∙⋅’‘‚“”„´`]$/u.test(sign)) return '.'
  return folded.length === 1 ? folded : '#'
}

const signsOf = (text: string): Sign[] => {
  const signs: Sign[] = []
  let from = 0
  for (const sign of text) {
    const to = from + sign.length
    for (const plain of plainOf(sign)) signs.push({ plain, from, to })
    from = to
  }
  return signs
}

const YEAR = '(?:19|20)\\d\\d'
const MONTH = '(?:0?[1-9]|1[0-2])'
const DAY = '(?:0?[1-9]|[12]\\d|3[01])'
const PART = '[-/. ]'
/**
 * Digits that are known to be something else: the number of a signaal, dates, a school year, telephone numbers
 * (ten digits from 0, or with the country in front), the code that CBS gives a buurt.
 */
const SOMETHING_ELSE = new RegExp(
  [
    SPOKEN_NUMBER,
    `${YEAR}${PART}${MONTH}${PART}${DAY}`,
    `${DAY}${PART}${MONTH}${PART}${YEAR}`,
    `${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`,
    `(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])${YEAR}`,
    `${YEAR} ?[-/] ?${YEAR}`,
    '(?:\\+ ?|00)31[ .-]{0,2}(?:\\(0\\)[ .-]{0,2})?[1-9](?:[ .-]?\\d){8}',
    '(?:\\+ ?|00)[1-9](?:[ -]?\\d){9,12}',
    '06 ?[-/] ?\\d(?:[ .-]?\\d){7}',
    '0[89]0\\d ?[-/]? ?\\d{4}',
    // Not nine digits and one beside them: a BSN from 0, and a group or a number of times.
    '0[1-9](?!\\d{7}[ .-]\\d)(?:[ .-]?\\d){8}',
    'BU ?\\d{8}',
  ]
    .map((kind) => `(?:${kind})`)
    .join('|')
    .replace(/^/, '(?<![\\d])(?:')
    .concat(')(?!\\d)'),
  'gi',
)
/** A number as a spreadsheet writes it when its column is narrow: `1.23456782E8`, `1,2345678E+07`. */
const SCIENTIFIC = /(?<![\d.,])(\d)[.,](\d{4,12})e\+?0?([78])(?!\d)/gi
/** Digits in groups; what stands between two groups is short and holds no letter, and is not something else. */
const RUN = /\d(?:[^\p{L}\d#]{0,3}\d)*/gu

/** Where in the plain text a BSN stands, as [from, to). */
const placesIn = (plain: string): [number, number][] => {
  const places: [number, number][] = []
  for (const found of plain.matchAll(SCIENTIFIC)) {
    const digits = `${found[1]}${found[2]}`
    const places10 = Number(found[3]) + 1
    const number = digits.padEnd(places10, '0')
    const whole = /^0*$/.test(number.slice(places10))
    if (whole && isBsn(number.slice(0, places10).padStart(9, '0')))
      places.push([found.index, found.index + found[0].length])
  }
  // What is something else breaks a run, and its length stays.
  const rest = plain.replace(SOMETHING_ELSE, (found) => '#'.repeat(found.length))
  for (const run of rest.matchAll(RUN)) {
    const groups = [...run[0].matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
      digits,
      from: run.index + index,
      to: run.index + index + digits.length,
    }))
    places.push(...bsnsOf(groups))
  }
  return places
}

interface Group {
  readonly digits: string
  readonly from: number
  readonly to: number
}

/**
 * Nine digits that pass, in groups that follow each other. Eight too, for a spreadsheet takes the zero off the
 * front; those are one group, or all there is: eight of many groups would find one in every list of numbers.
 */
const bsnsOf = (groups: readonly Group[]): [number, number][] => {
  const places: [number, number][] = []
  for (const [first, { from }] of groups.entries()) {
    let digits = ''
    for (const [last, group] of groups.entries()) {
      if (last < first) continue
      digits += group.digits
      if (digits.length > 9) break
      const short = digits.length === 8 && (first === last || (first === 0 && last === groups.length - 1))
      if ((digits.length === 9 || short) && isBsn(digits.padStart(9, '0'))) places.push([from, group.to])
    }
  }
  return places
}

/** Long enough for everything that a person types; a longer text is looked at in overlapping pieces. */
const PIECE = 4_000
const OVERLAP = 64

const spansOf = (text: string): [number, number][] => {
  // Most texts hold no number at all; one sign may be two digits (a circled twelve).
  if ((text.match(/\p{N}/gu)?.length ?? 0) < 4) return []
  const signs = signsOf(text)
  const spans: [number, number][] = []
  for (let at = 0; at < signs.length; at += PIECE - OVERLAP) {
    const piece = signs.slice(at, at + PIECE)
    for (const [from, to] of placesIn(piece.map(({ plain }) => plain).join('')))
      spans.push([piece[from]!.from, piece[to - 1]!.to])
  }
  return spans
}

/** Whether a number that passes the eleven test stands anywhere in the text, however it is written. */
export const holdsBsn = (text: string): boolean => spansOf(text).length > 0

/** The text with {@link COVER}, or another sign, in the place of every sign of such a number. */
export const coverBsn = (text: string, cover: string = COVER): string => {
  const spans = spansOf(text)
  if (spans.length === 0) return text
  let covered = ''
  let at = 0
  for (const sign of text) {
    covered += spans.some(([from, to]) => at >= from && at < to) ? cover : sign
    at += sign.length
  }
  return covered
}
