/** Families of the town, made up from lists of names, and the lists on which their children stand. */
import type { Chance } from './chance.ts'
import { WIJKEN, type Wijk } from './town.ts'

const FIRST =
  'Aya Adam Amira Anouar Bas Bente Bilal Bo Chaima Daan Daniël Dunya Eda Eline Emir Esra Fenna Finn Floor Gijs Hamza Hana Ilias Imane Isa Jade Jairo Jens Jip Joëlle Julian Kaan Kaya Kim Lars Lena Levi Lina Lotte Luuk Mats Mees Mila Mohamed Naomi Nina Noah Noor Nour Olivia Owen Pim Puck Rayan Romy Ruben Salma Sami Sara Selin Sem Senna Silke Siem Sofie Stan Tess Thijs Tijn Tuba Vera Wessel Xavi Yara Younes Yusuf Zeynep Zoë'.split(
    ' ',
  )
const LAST =
  'Aksoy|van den Akker|el Amrani|Bakker|van Beek|Benali|van der Berg|Blom|Boersma|Bouzid|Brouwer|Bulut|Çelik|Dekker|Demir|van Dijk|Dijkstra|Doğan|van Dongen|Driessen|Evers|Faber|Fortuin|Gül|Haan|van der Heide|Hendriks|Hoekstra|Jansen|Kamara|Kaya|Kılıç|Koster|Kuiper|Lopes|van Loon|Maas|Martina|Meijer|Mulder|Nieuwenhuis|Özdemir|Pinas|Postma|Prins|Qureshi|Ramdin|de Ruiter|Sahin|Schouten|Smits|Sow|Timmer|Uzun|Veenstra|Verhoeven|Visser|Vos|de Vries|Warsame|Wibowo|de Wit|Wolters|Yavuz|Yıldız|Zijlstra'.split(
    '|',
  )
const PREFIX = /^((?:van|de|der|den|el) )+/
const LETTERS = 'ABCDEGHJKLMNPRSTVWXZ'
/** How many in a hundred of the families live in each. */
const SPREAD: readonly (readonly [Wijk, number])[] = [
  [WIJKEN[0], 46],
  [WIJKEN[1], 28],
  [WIJKEN[2], 14],
  [WIJKEN[3], 12],
]

export interface TownChild {
  readonly number: string
  readonly first: string
  readonly prefix: string
  readonly last: string
  readonly born: string
  readonly postcode: string
  readonly house: string
  readonly wijk: Wijk
}

export const weighted = <T>(chance: Chance, choices: readonly (readonly [T, number])[]): T => {
  let at = chance.fraction() * choices.reduce((sum, [, weight]) => sum + weight, 0)
  return (choices.find(([, weight]) => (at -= weight) < 0) ?? choices.at(-1)!)[0]
}

/** Makes families of which no two children have the same name. */
export class Families {
  readonly #chance: Chance
  readonly #year: number
  readonly #named = new Set<string>()
  #count = 0

  constructor(chance: Chance, year: number) {
    this.#chance = chance
    this.#year = year
  }

  /** Brothers and sisters, the ages of each between these. `wijk` null: anywhere. */
  family(
    ages: readonly (readonly [youngest: number, oldest: number])[],
    wijk: Wijk | null = null,
  ): TownChild[] {
    const chance = this.#chance
    const where = wijk ?? weighted(chance, SPREAD)
    const postcode = `998${where.slice(-1)}${chance.pick([...LETTERS])}${chance.pick([...LETTERS])}`
    const house = String(chance.between(1, 180))
    const surname = chance.pick(LAST)
    return ages.map(([youngest, oldest]) => {
      const free = FIRST.filter((name) => !this.#named.has(`${name} ${surname}`))
      const first = chance.pick(free.length > 0 ? free : FIRST)
      this.#named.add(`${first} ${surname}`)
      const prefix = PREFIX.exec(surname)?.[0].trim() ?? ''
      this.#count += 1
      return {
        number: String(4000 + this.#count),
        first,
        prefix,
        last: surname.slice(prefix === '' ? 0 : prefix.length + 1),
        postcode,
        house,
        wijk: where,
        born: `${this.#year - chance.between(youngest, oldest)}-${String(chance.between(1, 8)).padStart(2, '0')}-${String(chance.between(1, 28)).padStart(2, '0')}`,
      }
    })
  }
}

const PLAIN: Readonly<Record<string, string>> = {
  ı: 'i',
  ğ: 'g',
  ş: 's',
  ç: 'c',
  Ç: 'C',
  Ö: 'O',
  ö: 'o',
  ü: 'u',
  ë: 'e',
  ï: 'i',
}
/** As another administration may have written it down. */
const otherwise = (name: string): string => [...name].map((letter) => PLAIN[letter] ?? letter).join('')

/**
 * CSV, as an administration gives it. `own`: as the child is written here; others write without marks and
 * sometimes without a postcode.
 */
export const csvOf = (children: readonly TownChild[], own: boolean): string => {
  const rows = children.map(({ number, first, prefix, last, born, postcode, house, wijk }, i) => {
    const at = !own && i % 9 === 4 ? ['', ''] : [postcode, house]
    const [year, month, day] = born.split('-')
    return [
      number,
      own ? first : otherwise(first),
      prefix,
      own ? last : otherwise(last),
      `${day}-${month}-${year}`,
      ...at,
      wijk,
    ].join(';')
  })
  return [
    'Nummer;Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;Postcode;Huisnummer;Wijkcode',
    ...rows,
  ].join('\r\n')
}
