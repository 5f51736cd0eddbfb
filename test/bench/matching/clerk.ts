/**
 * How an office writes a child down: the two records of every child come from here, each with its own habits
 * and errors.
 */
import type { Child } from '../../../shared/domain/child.ts'
import type { Home, Name, Person, Surname } from './population.ts'
import { written } from './population.ts'
import type { Profile } from './profiles.ts'
import type { Random } from './random.ts'
import { typo } from './slips.ts'

export type Side = 'requester' | 'receiver'

/** What befalls one of the two records of a child only, drawn once a pair. */
export interface Mishaps {
  readonly surnameAgain: Side | null
  readonly firstAgain: Side | null
  readonly date: Side | null
  readonly address: Side | null
}
export const mishapsOf = (profile: Profile, random: Random): Mishaps => {
  const side = (probability: number): Side | null =>
    random.chance(probability) ? (random.chance(0.4) ? 'requester' : 'receiver') : null
  return {
    surnameAgain: side(profile.heardAgain),
    firstAgain: side(profile.heardAgain),
    date: side(profile.dateError),
    address: side(profile.moved),
  }
}

const typed = (text: string, rate: number, profile: Profile, random: Random): string => {
  if (!random.chance(rate)) return text
  const once = typo(text, random)
  return random.chance(profile.secondTypo) ? typo(once, random) : once
}

const SHORT: Readonly<Record<string, string>> = {
  van: 'v.',
  'van de': 'v.d.',
  'van den': 'v.d.',
  'van der': 'v.d.',
  de: 'd.',
  ter: 't.',
}
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
interface NameFields {
  readonly prefix?: string
  readonly lastName: string
}
/** The shapes in which a tussenvoegsel is found in real exports. */
const shaped = (prefix: string, core: string, profile: Profile, random: Random): NameFields => {
  if (!prefix) return { lastName: core }
  if (!random.chance(profile.otherPrefixForm)) return { prefix, lastName: core }
  switch (
    random.weighted({
      whole: 34,
      after: 16,
      short: 10,
      glued: 8,
      dropped: 10,
      capitals: 14,
      bracket: 4,
      other: 4,
    })
  ) {
    case 'whole':
      return { lastName: `${prefix} ${core}` }
    case 'after':
      return { lastName: `${core}, ${prefix}` }
    case 'short':
      return { lastName: `${SHORT[prefix] ?? prefix}${random.chance(0.5) ? ' ' : ''}${core}` }
    case 'glued':
      return { lastName: capital(`${prefix.replaceAll(/[ ']/g, '').toLowerCase()}${core.toLowerCase()}`) }
    case 'dropped':
      return { lastName: core }
    case 'capitals':
      return { prefix: prefix.split(' ').map(capital).join(' '), lastName: core.toUpperCase() }
    case 'bracket':
      return { lastName: `${core} (${prefix})` }
    case 'other':
      return { prefix: random.pick(['van', 'van de', 'van der', 'van den', 'de']), lastName: core }
  }
}

const oneSurname = (
  { prefix, name }: Surname,
  again: boolean,
  profile: Profile,
  random: Random,
): NameFields =>
  shaped(
    prefix,
    typed(again ? name.again(random) : name.text, profile.surnameTypo, profile, random),
    profile,
    random,
  )

const surnameFields = (person: Person, again: boolean, profile: Profile, random: Random): NameFields => {
  if (random.chance(profile.otherSurname)) return oneSurname(person.otherSurname, again, profile, random)
  const first = oneSurname(person.surname, again, profile, random)
  if (!person.surname.second) {
    // A mother registered with the name of her husband before her own, copied to the child.
    return random.chance(0.004)
      ? { ...first, lastName: `${first.lastName}-${written(person.otherSurname)}` }
      : first
  }
  const second = written(person.surname.second)
  switch (
    random.weighted({ hyphen: 46, space: 12, spaced: 8, turned: 5, first: 17, second: 7, married: 5 })
  ) {
    case 'hyphen':
      return { ...first, lastName: `${first.lastName}-${second}` }
    case 'space':
      return { ...first, lastName: `${first.lastName} ${second}` }
    case 'spaced':
      return { ...first, lastName: `${first.lastName} - ${second}` }
    case 'turned':
      return { lastName: `${second}-${written(person.surname)}` }
    case 'first':
      return first
    case 'second':
      return oneSurname(person.surname.second, false, profile, random)
    case 'married':
      return { ...first, lastName: `${first.lastName} e/v ${second}` }
  }
}

const firstNameOf = (person: Person, again: boolean, profile: Profile, random: Random): string => {
  const write = (name: Name): string =>
    typed(again ? name.again(random) : name.text, profile.firstNameTypo, profile, random)
  if (random.chance(profile.initialsOnly))
    return person.given.map(({ text }) => `${text.charAt(0)}.`).join(' ')
  if (!random.chance(profile.official))
    return person.called.script && random.chance(0.01) ? person.called.script : write(person.called)
  return random.chance(0.5) ? person.given.map(write).join(' ') : write(person.given[0]!)
}

const pad = (value: number): string => String(value).padStart(2, '0')
/** Wrong in one part, mostly: days and months exchanged, a digit beside, a year off. */
const wrongDate = (birthDate: string, random: Random): string => {
  const [year, month, day] = birthDate.split('-').map(Number) as [number, number, number]
  switch (random.weighted({ turned: 30, day: 25, month: 15, year: 22, other: 8 })) {
    case 'turned':
      return day <= 12 && day !== month
        ? `${year}-${pad(day)}-${pad(month)}`
        : `${year}-${pad(month)}-${pad(1 + (day % 28))}`
    case 'day':
      return `${year}-${pad(month)}-${pad(Math.min(28, 1 + ((day + random.pick([0, 8, 9, 18])) % 28)))}`
    case 'month':
      return `${year}-${pad(1 + ((month + random.int(11)) % 12))}-${pad(Math.min(28, day))}`
    case 'year':
      return `${year + random.pick([-1, 1, -1, 1, 2, -10])}-${pad(month)}-${pad(Math.min(28, day))}`
    case 'other':
      return `${year}-${pad(1 + random.int(12))}-${pad(1 + random.int(28))}`
  }
}

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXZ'
const wrongPostcode = (postcode: string, random: Random): string => {
  const at = random.int(6)
  const sign = at < 4 ? String(at === 0 ? 1 + random.int(9) : random.int(10)) : random.pick([...LETTERS])
  return postcode.slice(0, at) + sign + postcode.slice(at + 1)
}
const addressFields = (
  home: Home,
  profile: Profile,
  random: Random,
): Pick<Child, 'postcode' | 'houseNumber'> => {
  if (random.chance(profile.postcodeMissing)) return {}
  const postcode = random.chance(profile.postcodeTypo) ? wrongPostcode(home.postcode, random) : home.postcode
  if (random.chance(profile.houseNumberMissing)) return { postcode }
  return {
    postcode,
    houseNumber: random.chance(0.03) ? home.houseNumber.replace(/[^0-9].*/, '') : home.houseNumber,
  }
}

/** Valid under the eleven test, and the same on both sides. */
export const bsnOf = (id: number): string => {
  for (let number = 10_000_000 + id * 11; ; number++) {
    const digits = String(number).padStart(8, '0')
    const sum = [...digits].reduce((total, digit, i) => total + (9 - i) * Number(digit), 0) % 11
    if (sum < 10) return `${digits}${sum}`
  }
}

/**
 * `optional` fills the columns that not every list has: call name, other surnames, earlier addresses,
 * parents.
 */
export const write = (
  person: Person,
  side: Side,
  mishaps: Mishaps,
  profile: Profile,
  random: Random,
  optional: boolean,
): Child => {
  const surname = surnameFields(person, mishaps.surnameAgain === side, profile, random)
  const firstName = firstNameOf(person, mishaps.firstAgain === side, profile, random)
  const swapped = random.chance(profile.swappedNames)
  const home = mishaps.address === side ? person.otherHome : person.home
  const child: Child = {
    id: `${side}-${person.id}`,
    firstName,
    ...surname,
    birthDate: mishaps.date === side ? wrongDate(person.birthDate, random) : person.birthDate,
    ...addressFields(home, profile, random),
    ...(swapped ? { firstName: surname.lastName, lastName: firstName } : {}),
    ...(random.chance(profile.bsnMissing[side === 'requester' ? 0 : 1]) ? {} : { bsn: bsnOf(person.id) }),
  }
  if (!optional) return child
  const former = side === mishaps.address ? person.home : person.otherHome
  return {
    ...child,
    ...(random.chance(profile.callNameColumn) ? { callName: person.called.text } : {}),
    ...(random.chance(profile.otherNamesColumn) ? { otherLastNames: [written(person.otherSurname)] } : {}),
    ...(mishaps.address && random.chance(profile.earlierAddressColumn)
      ? {
          earlierAddresses: [
            { postcode: former.postcode, ...(random.chance(0.6) ? { houseNumber: former.houseNumber } : {}) },
          ],
        }
      : {}),
    ...(random.chance(profile.parentsColumn)
      ? { parents: random.chance(0.6) ? [...person.parents] : [random.pick(person.parents)] }
      : {}),
  }
}
