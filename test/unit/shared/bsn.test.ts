/** A BSN is found however it is written, and what is something else is let through. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverBsn, holdsBsn, isBsn } from '../../../shared/matching/bsn.ts'

const BSN = '123456782'
/** Any number that passes, from its first eight digits. */
const bsn = fc
  .integer({ min: 10_000_000, max: 99_999_999 })
  .map((eight) => {
    const digits = [...String(eight)].map(Number)
    return `${eight}${digits.reduce((sum, digit, i) => sum + (9 - i) * digit, 0) % 11}`
  })
  .filter((text) => text.length === 9)
const inScript = (digits: string, zero: number): string =>
  [...digits].map((digit) => String.fromCodePoint(zero + Number(digit))).join('')

describe('a BSN is found', () => {
  it.each([
    BSN,
    `Jan ${BSN}`,
    `Jan${BSN}de Vries`,
    '123.456.782',
    '1234 56 782',
    '123-456-782',
    '123–456–782',
    '123,456,782',
    '1 2 3 4 5 6 7 8 2',
    '123\u200b456\u00a0782',
    '1\u03322\u03323\u0332456782',
    '１２３４５６７８２',
    inScript(BSN, 0x0660),
    inScript(BSN, 0x06f0),
    inScript(BSN, 0x0966),
    inScript(BSN, 0x1d7ce),
    '①②③④⑤⑥⑦⑧②',
    '123|456|782',
    '123, 456, 782',
    '123=456=782',
    '(123)456782',
    '123+456+782',
    '123 * 456 * 782',
    '123~456;782',
    '011234568 6B',
    '011234568 2 keer gebeld',
    '011234568-1',
    `="${BSN}"`,
    `'${BSN}`,
    `${BSN}.0`,
    '1.23456782E8',
    '1,23456782E+08',
    '10000008',
    'groep 6 123456782',
    'groep 0 123456782',
    '0612345678 123456782',
    'sinds 14-03-2017 123456782',
    'bsn:123456782;',
    `klas-2026-${BSN}.csv`,
    `${'x'.repeat(9_000)}${BSN}`,
  ])('%s', (text) => {
    expect(holdsBsn(text)).toBe(true)
    expect(holdsBsn(coverBsn(text))).toBe(false)
    expect(coverBsn(text)).toContain('•')
  })

  it('whatever stands between its digits, and the cover leaves the words around it', () => {
    const between = fc.constantFrom('', '', '', ' ', '.', '-', '/', '\u00a0', '_', '. ', '\u200b')
    fc.assert(
      fc.property(bsn, fc.array(between, { minLength: 8, maxLength: 8 }), (digits, signs) => {
        const written = [...digits].map((digit, i) => digit + (signs[i] ?? '')).join('')
        // A date or a telephone number may hide in nothing but a spelling that nobody uses for a BSN.
        fc.pre(!/[-/. ](?:19|20)\d\d|(?:19|20)\d\d[-/. ]/.test(written))
        expect(holdsBsn(`Kaya ${written} Sami`)).toBe(true)
        expect(coverBsn(`Kaya ${digits} Sami`)).toBe('Kaya ••••••••• Sami')
      }),
    )
  })

  it('also where a spreadsheet took the zero off the front', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_300_000, max: 9_999_999 }), (seven) => {
        const last = [...`0${seven}`].reduce((sum, digit, i) => sum + (9 - i) * Number(digit), 0) % 11
        // A whole day written without signs is read as that day.
        fc.pre(last < 10 && !/^(?:19|20)|(?:19|20)..$/.test(`${seven}${last}`))
        expect(isBsn(`0${seven}${last}`)).toBe(true)
        expect(holdsBsn(`nr ${seven}${last}`)).toBe(true)
      }),
    )
  })
})

describe('something else is let through', () => {
  it('numbers that fail the test, dates, telephone numbers, years, numbers of a signaal, codes of a wijk', () => {
    const two = (value: number): string => String(value).padStart(2, '0')
    const day = fc
      .tuple(
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1950, max: 2049 }),
      )
      .chain(([d, m, y]) =>
        fc.constantFrom(
          `${two(d)}-${two(m)}-${y}`,
          `${d}/${m}/${y}`,
          `${y}-${two(m)}-${two(d)}`,
          `${y}${two(m)}${two(d)}`,
          `${two(d)}${two(m)}${y}`,
          `${y}-${two(m)}-${two(d)}T10:00:00.000Z`,
        ),
      )
    const eight = fc.integer({ min: 10_000_000, max: 99_999_999 }).map(String)
    const phone = eight.chain((rest) =>
      fc.constantFrom(
        `06-${rest}`,
        `06 ${rest.replace(/(..)(?=.)/g, '$1 ')}`,
        `+31 6 ${rest}`,
        `+316${rest}`,
        `00316${rest}`,
        `02${rest}`,
        `020-${rest.slice(1)}`,
        `(020) ${rest.slice(1)}`,
        `+31 (0)6 ${rest}`,
        `+31(0)6${rest}`,
        `0031 (0)6 ${rest}`,
        `+31 6.${rest.replace(/(..)(?=.)/g, '$1.')}`,
        `06 - ${rest}`,
        `06/${rest}`,
        `0800-${rest.slice(4)}`,
      ),
    )
    const other = fc.oneof(
      day,
      phone,
      fc.integer({ min: 1990, max: 2080 }).map((year) => `${year}-${year + 1}`),
      eight.map((rest) => `R-${rest.slice(0, 3)}-${rest.slice(3, 6)}-${rest.slice(6)}04`),
      eight.map((rest) => `BU${rest}`),
    )
    fc.assert(
      fc.property(other, (text) => {
        expect(holdsBsn(`bel ${text}.`)).toBe(false)
      }),
    )
    expect(holdsBsn('123456783')).toBe(false)
    expect(holdsBsn('1234 AB 56 en 782')).toBe(false)
    expect(holdsBsn('')).toBe(false)
    expect(coverBsn('Noor Vos, 14-03-2017')).toBe('Noor Vos, 14-03-2017')
  })
})
