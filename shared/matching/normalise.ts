/**
 * Recipe `n0`: how a name is written before it becomes a match key. Pure and versioned: both sides must write the same.
 * A later recipe gets a new name and its own tokens, never a silent change of this one.
 */
export const RECIPE = 'n0'

/** Letters that Unicode does not take apart. */
const LETTERS: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th', ĳ: 'ij' }

/** Tussenvoegsels: spelled and placed so differently between systems that they cannot tell people apart. */
const PREFIXES = new Set([
  'van', 'von', 'de', 'den', 'der', 'des', 'het', 't', 's', 'te', 'ten', 'ter', 'in', 'op', 'aan', 'bij', 'onder', 'over', 'uit', 'uyt', 'v', 'd', 'vd',
  'vander', 'vanden', 'la', 'le', 'du', 'di', 'da', 'dos', 'el', 'al', 'ait', 'ben', 'bin', 'bint', 'ould', 'a',
])

/** Lower case, without diacritics, `ij` as `y`; anything that is no letter separates words. */
export const foldWords = (text: string): string[] =>
  text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/[ıłøßæœđðþĳ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/ij/g, 'y').split(/[^\p{L}]+/u).filter(Boolean)

/** Surname words without tussenvoegsels; a name that is nothing but tussenvoegsels keeps them. */
export const surnameWords = (prefix: string | undefined, lastName: string): string[] => {
  const words = foldWords(`${prefix ?? ''} ${lastName}`)
  const core = words.filter((word) => !PREFIXES.has(word))
  return core.length > 0 ? core : words
}
