/** Taking names apart: tussenvoegsels out of a surname, and whole names out of one cell. */

/** Words that stand between first name and surname. Several together count too: `van den`, `in 't`. */
const PREFIX_WORDS = new Set([
  'van',
  'von',
  'de',
  'den',
  'der',
  'des',
  'het',
  "'t",
  '’t',
  't',
  "'s",
  '’s',
  'te',
  'ten',
  'ter',
  'in',
  'op',
  'aan',
  'bij',
  'onder',
  'over',
  'uit',
  'la',
  'le',
  'du',
  'di',
  'da',
  'dos',
  'el',
  'al',
  'ait',
  'ben',
  'bin',
  'v.d.',
  'v/d',
  'vd',
  'v.',
])
const isPrefix = (word: string): boolean => PREFIX_WORDS.has(word.toLowerCase())
const words = (text: string): string[] => text.trim().split(/\s+/).filter(Boolean)

export interface NameParts {
  readonly firstName: string
  readonly callName?: string
  readonly prefix?: string
  readonly lastName: string
}

const named = (
  firstName: string,
  prefix: readonly string[],
  lastName: readonly string[],
  callName: string | undefined,
): NameParts | null => {
  if (firstName === '' || lastName.length === 0) return null
  return {
    firstName,
    lastName: lastName.join(' '),
    ...(prefix.length > 0 ? { prefix: prefix.join(' ') } : {}),
    ...(callName ? { callName } : {}),
  }
}

const leading = (of: readonly string[]): number => {
  const end = of.findIndex((word) => !isPrefix(word))
  return end === -1 ? 0 : end
}
const trailing = (of: readonly string[]): number =>
  of.length - (of.findLastIndex((word) => !isPrefix(word)) + 1)

/**
 * `Jansen, Piet van`, `van den Berg, Zoë`, `Piet van Jansen`, `Vries, J. de (Jan)`. Without comma or
 * tussenvoegsel the last word is the surname. Null where it is one word only: nobody can tell which half is
 * missing.
 */
export const splitFullName = (text: string): NameParts | null => {
  const callName = /\(([^)]+)\)/.exec(text)?.[1]?.trim()
  const whole = text.replace(/\([^)]*\)/g, ' ')
  const comma = whole.indexOf(',')
  if (comma >= 0) {
    const surname = words(whole.slice(0, comma))
    const given = words(whole.slice(comma + 1))
    const behind = trailing(given)
    const firstName = given.slice(0, given.length - behind)
    const before = leading(surname)
    const after = before === 0 ? trailing(surname) : 0
    return named(
      firstName.join(' '),
      [
        ...given.slice(given.length - behind),
        ...surname.slice(0, before),
        ...surname.slice(surname.length - after),
      ],
      surname.slice(before, surname.length - after),
      callName,
    )
  }
  const all = words(whole)
  const start = all.findIndex((word, i) => i > 0 && isPrefix(word))
  if (start > 0 && start < all.length - 1) {
    const rest = all.slice(start)
    const count = Math.max(1, leading(rest))
    return named(all.slice(0, start).join(' '), rest.slice(0, count), rest.slice(count), callName)
  }
  return named(all.slice(0, -1).join(' '), [], all.slice(-1), callName)
}

/**
 * `Berg, van den` in a column of surnames: the tussenvoegsel stands behind. Anything else stays as it is
 * written.
 */
export const splitLastName = (text: string): { readonly lastName: string; readonly prefix?: string } => {
  const [surname = '', behind, ...more] = text.split(',')
  const prefix = words(behind ?? '')
  return more.length === 0 && surname.trim() !== '' && prefix.length > 0 && prefix.every(isPrefix)
    ? { lastName: surname.trim(), prefix: prefix.join(' ') }
    : { lastName: text.trim() }
}

/** Several names in one cell, between `;`, `/`, `&`, a line break or the word `en`. */
export const splitList = (text: string): string[] =>
  text
    .split(/[;/\n&]|\s+en\s+/)
    .map((part) => part.trim())
    .filter(Boolean)
