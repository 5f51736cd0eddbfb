/**
 * A made-up town of children: families with one to five children, twins, two addresses where a family moved
 * or parents live apart, surnames of both parents. Nothing in it is a real person.
 */
import { nl, nl_BE, pl, tr, uk } from '@faker-js/faker'
import { CALL_NAMES, ENDINGS, PREFIXES, STEMS, TOP_SURNAMES } from './names/dutch.ts'
import {
  ARABIC_BOYS,
  ARABIC_FOREFATHERS,
  ARABIC_GIRLS,
  ARABIC_SURNAMES,
  SURINAMESE_COMPOUNDS,
  SURINAMESE_GIVEN,
  SURINAMESE_SURNAMES,
  TIGRINYA,
  TIGRINYA_COMPOUNDS,
} from './names/phonemic.ts'
import type { Profile } from './profiles.ts'
import { byRank, Random } from './random.ts'
import {
  ARABIC_SCHEMES,
  CYRILLIC_SCHEMES,
  romaniseArabic,
  romaniseCyrillic,
  type ArabicScheme,
  type CyrillicScheme,
} from './romanise.ts'
import { byEar } from './slips.ts'

export type Group = 'dutch' | 'turkish' | 'moroccan' | 'refugee' | 'eastern' | 'surinamese'
/**
 * A name as registered; `root` is the name itself, `again` writes it as somebody else would who hears or
 * copies it, `script` in its own letters.
 */
export interface Name {
  readonly text: string
  readonly root: string
  readonly again: (random: Random) => string
  readonly script?: string
}
export interface Surname {
  readonly prefix: string
  readonly name: Name
  readonly second: Surname | null
}
export interface Home {
  readonly postcode: string
  readonly houseNumber: string
}
export interface Person {
  readonly id: number
  readonly family: number
  readonly group: Group
  readonly given: readonly Name[]
  readonly called: Name
  readonly surname: Surname
  readonly otherSurname: Surname
  readonly birthDate: string
  readonly home: Home
  readonly otherHome: Home
  readonly parents: readonly [string, string]
}

const plain = (text: string): Name => ({ text, root: text, again: (random) => byEar(text, random) })
const arabic = (sounds: string, scheme: ArabicScheme, random: Random): Name => ({
  text: romaniseArabic(sounds, scheme, random),
  root: sounds,
  again: (other) => romaniseArabic(sounds, other.pick(Object.keys(ARABIC_SCHEMES) as ArabicScheme[]), other),
})
const cyrillic = (script: string, scheme: CyrillicScheme): Name => ({
  text: romaniseCyrillic(script, scheme),
  root: script,
  script,
  again: (random) => romaniseCyrillic(script, random.pick(Object.keys(CYRILLIC_SCHEMES) as CyrillicScheme[])),
})

type Names = (random: Random) => Name
const pool = (
  lists: readonly (readonly string[] | undefined)[],
  shift: number,
  seed: number,
): ((random: Random) => string) =>
  byRank(new Random(seed).shuffle([...new Set(lists.flatMap((list) => list ?? []))]), shift)
const latin =
  (draw: (random: Random) => string): Names =>
  (random) =>
    plain(draw(random))

const TOP_SHIFT = 8.83
/**
 * Share of the population of rank r is 0.0502 / (r + 8.83): fitted to the counts of 2007; below rank 30,000
 * all alike.
 */
const RANKED = 30_000
const RANKED_SHARE = 0.0502 * Math.log((RANKED + TOP_SHIFT) / (1 + TOP_SHIFT))
const surnameOfRank = (rank: number): { prefix: string; core: string } => {
  const top = TOP_SURNAMES[rank]
  if (top) return { prefix: top[0], core: top[1] }
  const own = new Random(rank)
  const stem = own.pick(STEMS)
  const second = rank > 4000 && own.chance(0.6) ? own.pick(STEMS).toLowerCase() : ''
  return { prefix: own.chance(0.36) ? own.pick(PREFIXES) : '', core: `${stem}${second}${own.pick(ENDINGS)}` }
}
const dutchSurname = (random: Random): { prefix: string; core: string } => {
  if (!random.chance(RANKED_SHARE)) return surnameOfRank(RANKED + random.int(200_000))
  const rank =
    (1 + TOP_SHIFT) * Math.exp(random.unit() * Math.log((RANKED + TOP_SHIFT) / (1 + TOP_SHIFT))) - TOP_SHIFT
  return surnameOfRank(Math.min(RANKED, Math.floor(rank) - 1))
}

/**
 * First names: ranks drawn once, so that a common name is common in every town; the commonest has 3% of its
 * list, or 5%.
 */
const dutchBoys = pool([nl.person?.first_name?.male, nl_BE.person?.first_name?.male], 6, 11)
const dutchGirls = pool([nl.person?.first_name?.female, nl_BE.person?.first_name?.female], 6, 12)
const turkishBoys = pool([tr.person?.first_name?.male], 6, 13)
const turkishGirls = pool([tr.person?.first_name?.female], 6, 14)
const turkishSurnames = pool([tr.person?.last_name?.generic], 14, 15)
const polishBoys = pool([pl.person?.first_name?.male], 6, 16)
const polishGirls = pool([pl.person?.first_name?.female], 6, 17)
const polishSurnames = pool([pl.person?.last_name?.generic], 30, 18)
const ukrainianBoys = pool([uk.person?.first_name?.male], 6, 19)
const ukrainianGirls = pool([uk.person?.first_name?.female], 6, 20)
const UKRAINIAN_BUILT = [
  'Бонд',
  'Шевч',
  'Ковал',
  'Кравч',
  'Ткач',
  'Мельн',
  'Олійн',
  'Поліщ',
  'Лис',
  'Савч',
  'Марч',
  'Рудн',
  'Петр',
  'Іван',
  'Павл',
  'Гончар',
  'Мороз',
  'Захар',
].flatMap((stem) => ['енко', 'чук', 'ук', 'ський', 'ів', 'ик'].map((end) => stem + end))
const ukrainianSurnames = pool([uk.person?.last_name?.generic, UKRAINIAN_BUILT], 15, 21)
const arabicBoys = byRank(ARABIC_BOYS, 3)
const arabicGirls = byRank(ARABIC_GIRLS, 5)
const arabicSurnames = pool([ARABIC_SURNAMES, ARABIC_FOREFATHERS], 25, 22)
const tigrinya = pool([TIGRINYA], 8, 23)
const tigrinyaFathers = pool([TIGRINYA, TIGRINYA_COMPOUNDS], 15, 26)
const surinameseGiven = pool([SURINAMESE_GIVEN], 8, 24)
const surinameseSurnames = pool([SURINAMESE_SURNAMES, SURINAMESE_COMPOUNDS], 15, 25)

const WITH_PREFIX = /^(el|al|ben|ait|bou|abu) (.*)$/
const arabicSurname = (random: Random, scheme: ArabicScheme): Surname => {
  const sounds = arabicSurnames(random)
  const [, prefix = '', rest = sounds] = WITH_PREFIX.exec(sounds) ?? []
  return {
    prefix: prefix && prefix.charAt(0).toUpperCase() + prefix.slice(1),
    name: arabic(rest, scheme, random),
    second: null,
  }
}

/** What a family shares: the culture its names come from, and how its papers are written. */
interface Culture {
  readonly surname: (random: Random) => Surname
  readonly given: (random: Random, boy: boolean) => Name
}
const cultureOf = (group: Group, random: Random): Culture => {
  const single =
    (draw: Names): Culture['surname'] =>
    (one) => ({ prefix: '', name: draw(one), second: null })
  if (group === 'turkish')
    return {
      surname: single(latin(turkishSurnames)),
      given: (one, boy) => plain((boy ? turkishBoys : turkishGirls)(one)),
    }
  if (group === 'surinamese')
    return { surname: single(latin(surinameseSurnames)), given: (one) => plain(surinameseGiven(one)) }
  if (group === 'moroccan' || (group === 'refugee' && random.chance(0.75))) {
    const scheme: ArabicScheme =
      group === 'moroccan'
        ? random.chance(0.75)
          ? 'french'
          : 'dutch'
        : random.pick(['english', 'english', 'english', 'turkish'])
    return {
      surname: (one) => arabicSurname(one, scheme),
      given: (one, boy) => arabic((boy ? arabicBoys : arabicGirls)(one), scheme, one),
    }
  }
  if (group === 'refugee')
    return { surname: single(latin(tigrinyaFathers)), given: (one) => plain(tigrinya(one)) }
  if (group === 'eastern') {
    if (random.chance(0.6))
      return {
        surname: single(latin(polishSurnames)),
        given: (one, boy) => plain((boy ? polishBoys : polishGirls)(one)),
      }
    const scheme = random.chance(0.7) ? 'ukrainian' : 'older'
    return {
      surname: single((one) => cyrillic(ukrainianSurnames(one), scheme)),
      given: (one, boy) => cyrillic((boy ? ukrainianBoys : ukrainianGirls)(one), scheme),
    }
  }
  return {
    surname: (one) => {
      const { prefix, core } = dutchSurname(one)
      return { prefix, name: plain(core), second: null }
    },
    given: (one, boy) => plain((boy ? dutchBoys : dutchGirls)(one)),
  }
}

const OFFICIAL = CALL_NAMES.map(([official, ...called]) => ({ official, called }))
/**
 * Part of a longer name, as people shorten them: its beginning, or its end, or a diminutive of its beginning.
 */
const shortened = (name: string, random: Random): string => {
  const cut = 3 + random.int(2)
  const way = random.unit()
  if (name.length < 6) return name
  if (way < 0.5) return name.slice(0, cut)
  if (way < 0.75) {
    const end = name.slice(-cut)
    return end.charAt(0).toUpperCase() + end.slice(1)
  }
  return `${name.slice(0, cut)}${random.pick(['je', 'ie', 'y', 'a'])}`
}

interface Named {
  readonly given: Name[]
  readonly called: Name
}
const nameChild = (culture: Culture, group: Group, random: Random, startingWith: string | null): Named => {
  const boy = random.chance(0.5)
  if (group === 'dutch' && random.chance(0.05)) {
    const { official, called } = random.pick(OFFICIAL)
    const given = [plain(official), ...(random.chance(0.5) ? [culture.given(random, boy)] : [])]
    return { given, called: random.chance(0.25) ? given[0]! : plain(random.pick(called)) }
  }
  let first = culture.given(random, boy)
  for (let tries = 0; startingWith !== null && tries < 40 && !first.text.startsWith(startingWith); tries++)
    first = culture.given(random, boy)
  const given = [
    first,
    ...(random.chance(group === 'dutch' ? 0.45 : 0.12) ? [culture.given(random, boy)] : []),
  ]
  if (given.length > 1 && random.chance(0.04)) return { given, called: given[1]! }
  if (random.chance(0.04)) return { given, called: plain(shortened(first.text, random)) }
  if (random.chance(0.015)) return { given, called: culture.given(random, boy) }
  return { given, called: first }
}

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXZ'
/**
 * About 900 children and 110 postcodes of six signs to a postcode of four, seven children to a PC6 of 18
 * doors.
 */
const homeIn = (pc4: number, random: Random): Home => {
  const at = random.int(110)
  return {
    postcode: `${pc4}${LETTERS[Math.floor(at / 20)]}${LETTERS[at % 20]}`,
    houseNumber: `${1 + random.int(36) + (at % 9) * 20}${random.chance(0.06) ? random.pick(['A', '-2', ' bis']) : ''}`,
  }
}

const pad = (value: number): string => String(value).padStart(2, '0')
const YEARS: readonly [from: number, count: number] = [2008, 18]
const dateIn = (random: Random, year: number): string => {
  const month = 1 + random.int(12)
  return `${year}-${pad(month)}-${pad(1 + random.int(new Date(Date.UTC(year, month, 0)).getUTCDate()))}`
}
const DEFAULT_DATE_GROUPS: Partial<Record<Group, number>> = {
  refugee: 1,
  moroccan: 0.08,
  turkish: 0.04,
  eastern: 0.01,
}

/** Equal but for one letter left out, put in or replaced. */
const alike = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return (
    a.slice(at + 1) === b.slice(at + 1) || a.slice(at) === b.slice(at + 1) || a.slice(at + 1) === b.slice(at)
  )
}

/** `count` persons, the same for the same seed. */
export const population = (profile: Profile, count: number, seed: number): Person[] => {
  const random = new Random(seed)
  const quarters = Math.max(4, Math.round(count / 900))
  const persons: Person[] = []
  for (let family = 0; persons.length < count; family++) {
    const group = random.weighted(profile.groups)
    const culture = cultureOf(group, random)
    // Groups do not live evenly over a town: three in ten quarters hold seven in ten of the families with
    // another background.
    const quarter = (): number =>
      9000 +
      (group !== 'dutch' && random.chance(0.6) ? random.int(Math.ceil(quarters * 0.3)) : random.int(quarters))
    const pc4 = quarter()
    const home = homeIn(pc4, random)
    const otherHome = homeIn(
      random.chance(0.35) ? pc4 : random.chance(0.8) ? quarter() : 1000 + random.int(7900),
      random,
    )
    const father = culture.surname(random)
    const mother = random.chance(0.85) ? culture.surname(random) : cultureOf('dutch', random).surname(random)
    const double = random.chance(group === 'dutch' ? 0.05 : group === 'moroccan' ? 0.04 : 0.015)
    const main = random.chance(0.06) ? mother : father
    const surname: Surname = double ? { ...father, second: mother } : main
    const parents = [
      `${culture.given(random, false).text} ${written(mother)}`,
      `${culture.given(random, true).text} ${written(father)}`,
    ] as const
    let year = YEARS[0] + random.int(YEARS[1])
    let before: { date: string; initial: string } | null = null
    const taken: string[] = []
    const children =
      1 +
      (random.chance(0.68) ? 1 : 0) +
      (random.chance(0.3) ? 1 : 0) +
      (random.chance(group === 'dutch' ? 0.08 : 0.25) ? 1 : 0) +
      (random.chance(0.06) ? 1 : 0)
    for (let child = 0; child < children && persons.length < count; child++) {
      const twin: boolean = before !== null && random.chance(0.031)
      if (before && !twin) year += 1 + random.int(3)
      if (year >= YEARS[0] + YEARS[1]) year = YEARS[0] + random.int(YEARS[1])
      const isDefault = random.chance(profile.defaultDates * (DEFAULT_DATE_GROUPS[group] ?? 0))
      const drawnDate = (): string =>
        isDefault ? `${year}-${random.chance(0.85) ? '01-01' : '07-01'}` : dateIn(random, year)
      const birthDate: string = twin && before ? before.date : drawnDate()
      const initial = twin && before && random.chance(0.25) ? before.initial : null
      let named = nameChild(culture, group, random, initial)
      // Children of a family have names that differ in more than one letter; twins with names that begin
      // alike are common.
      for (
        let tries = 0;
        tries < 20 &&
        [named.called, named.given[0]!].some(({ root }) =>
          taken.some((other) => alike(root.toLowerCase(), other)),
        );
        tries++
      )
        named = nameChild(culture, group, random, initial)
      const { given, called } = named
      taken.push(called.root.toLowerCase(), given[0]!.root.toLowerCase())
      before = { date: birthDate, initial: called.text.charAt(0) }
      persons.push({
        id: persons.length,
        family,
        group,
        given,
        called,
        surname,
        otherSurname: main === father ? mother : father,
        birthDate,
        home,
        otherHome,
        parents,
      })
    }
  }
  return persons
}

export const written = ({ prefix, name }: Surname): string => (prefix ? `${prefix} ${name.text}` : name.text)
