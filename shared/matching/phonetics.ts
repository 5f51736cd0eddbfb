/**
 * The sound skeleton of a folded name: what stays when a name is heard and written down in another language.
 * Made for the languages of Dutch classrooms (docs/matching.md has the table with the reason of each rule).
 */
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ou|oe)(?=[aei])|^u(?=[ae])/, 'w'],
  [/^[iy](?=[aeou])/, 'j'],
  [/dzh|dsch|dj/g, 'j'],
  [/shch|schtsch|stsch|sjtsj|szcz|tsch|tsj|tch/g, 'S'],
  [/sch|sh|sj|sz|cz|ch|zh|zj|ts|tz/g, 'S'],
  [/(?:kh|gh|rh)/g, 'g'],
  [/ph/g, 'f'],
  [/(?:ck|qu|q)/g, 'k'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/x/g, 'ks'],
  [/c(?=[eiy])/g, 's'],
]
/** How a letter that is silent elsewhere sounds at the beginning; a vowel as `a`. */
const FIRST: Readonly<Record<string, string>> = { w: 'f', h: 'h', j: 'j' }
const CLASS: Readonly<Record<string, string>> = { S: 's', c: 'k', z: 's', v: 'f', w: 'f' }

/** Consonants in their classes; empty for a name without Latin letters. */
export const skeleton = (word: string): string => {
  let text = word
  for (const [pattern, sound] of GROUPS) text = text.replace(pattern, sound)
  let bones = ''
  let before = ''
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!
    const silent = 'aeiouyhwj'.includes(letter)
    const first = i === 0 ? (FIRST[letter] ?? 'a') : ''
    const sound = silent ? first : (CLASS[letter] ?? letter)
    if (sound !== before) bones += sound
    before = sound
  }
  return bones.replace(/d+$/, 't').replace(/b$/, 'p')
}
