/**
 * `npm run bench:matching`: how well the match keys find the same child, on made-up towns and on FEBRL's
 * files. Prints what this machine measures and never fails on a slow one. Options: --persons, --seeds,
 * --first-seed, --profile, --febrl.
 */
import { basename } from 'node:path'
import { KEY_TYPES, LAYOUTS, opens, type KeyType } from '../../../shared/matching/key-types.ts'
import { matchKeysOf } from '../../../shared/matching/match-keys.ts'
import { familyRecall } from './families.ts'
import { readFebrl } from './febrl.ts'
import { findAll, indexOf, listed, opened, tokensOf, type Found, type Listed } from './measure.ts'
import { readOptions } from './options.ts'
import { PROFILES, type ProfileName } from './profiles.ts'
import { mean, percent, table } from './table.ts'
import { differencesOf, townRecords } from './town-records.ts'

const options = readOptions()
/** What the figures are told for: so many records listen to every signaal. */
const LISTENING = 50_000
const FAMILY_SIZES = [1, 2, 3, 4]

interface Town {
  readonly requesters: readonly Listed[]
  readonly receivers: readonly Listed[]
  readonly found: readonly Found[]
  readonly pairs: number
}

const isTrue = ({ requesters, receivers }: Town, { requester, receiver }: Found): boolean =>
  requesters[requester]!.person === receivers[receiver]!.person
const isFamily = ({ requesters, receivers }: Town, { requester, receiver }: Found): boolean =>
  requesters[requester]!.family === receivers[receiver]!.family
/** Brothers, sisters and twins are there whatever the number that listens; strangers grow with it. */
const weightOf = (town: Town, one: Found): number =>
  isFamily(town, one) ? 1 : LISTENING / town.receivers.length

const measureTown = (profile: ProfileName, seed: number, optional: boolean, bsnAllowed: boolean): Town => {
  const records = townRecords(PROFILES[profile], options.persons, seed, optional)
  const requesters = records.map(({ person, group, family, requester }) =>
    listed(person, group, family, requester, bsnAllowed),
  )
  const receivers = records.flatMap(({ person, group, family, receiver }) =>
    receiver ? [listed(person, group, family, receiver, bsnAllowed)] : [],
  )
  return {
    requesters,
    receivers,
    found: findAll(requesters, receivers, indexOf(receivers), false),
    pairs: receivers.length,
  }
}

interface Quality {
  readonly recall: number
  readonly precision: number
  readonly falsePer1000: number
  readonly hintsPer1000: { readonly child: number; readonly family: number; readonly strangers: number }
  readonly recallWithHints: number
  readonly byGroup: ReadonlyMap<string, ByGroup>
}
/**
 * Part of a name group that is found. `dated`: what opens among the children whose birth date is no default.
 */
interface ByGroup {
  readonly open: number
  readonly withHints: number
  readonly dated: number
}
const qualityOf = (town: Town): Quality => {
  const right = town.found.filter((one) => isTrue(town, one))
  const wrong = town.found.filter((one) => !isTrue(town, one))
  const weigh = (list: readonly Found[]): number => list.reduce((sum, one) => sum + weightOf(town, one), 0)
  const rightOpen = right.filter(opened)
  const hintOnly = (list: readonly Found[]): Found[] => list.filter((one) => !opened(one))
  const perThousand = (count: number): number => (count / town.requesters.length) * 1000
  const groups = new Map<
    string,
    { open: number; hinted: number; all: number; datedOpen: number; dated: number }
  >()
  for (const { group, hasDefaultDate } of town.receivers) {
    const entry = groups.get(group) ?? { open: 0, hinted: 0, all: 0, datedOpen: 0, dated: 0 }
    entry.all += 1
    if (!hasDefaultDate) entry.dated += 1
    groups.set(group, entry)
  }
  for (const one of right) {
    const { group, hasDefaultDate } = town.receivers[one.receiver]!
    const entry = groups.get(group)!
    if (!opened(one)) entry.hinted += 1
    else {
      entry.open += 1
      if (!hasDefaultDate) entry.datedOpen += 1
    }
  }
  const falseOpen = weigh(wrong.filter(opened))
  return {
    recall: rightOpen.length / town.pairs,
    recallWithHints: right.length / town.pairs,
    precision: rightOpen.length / (rightOpen.length + falseOpen),
    falsePer1000: perThousand(falseOpen),
    hintsPer1000: {
      child: perThousand(hintOnly(right).length),
      family: perThousand(hintOnly(wrong).filter((one) => isFamily(town, one)).length),
      strangers: perThousand(weigh(hintOnly(wrong).filter((one) => !isFamily(town, one)))),
    },
    byGroup: new Map(
      [...groups].map(([group, { open, hinted, all, datedOpen, dated }]) => [
        group,
        { open: open / all, withHints: (open + hinted) / all, dated: datedOpen / dated },
      ]),
    ),
  }
}

/** What is lost and what is spared when a type is left out. */
const marginOf = (
  town: Town,
  type: KeyType,
): { alone: number; recall: number; wrong: number; hints: number } => {
  const right = town.found.filter((one) => isTrue(town, one))
  const onlyThis = (list: readonly Found[]): Found[] =>
    list.filter(
      ({ types }) =>
        types.has(type) && ![...types].some((other) => other !== type && (opens(other) || !opens(type))),
    )
  const wrong = onlyThis(town.found.filter((one) => !isTrue(town, one)))
  const weighed = (wrong.reduce((sum, one) => sum + weightOf(town, one), 0) / town.requesters.length) * 1000
  return {
    alone: right.filter(({ types }) => types.has(type)).length / town.pairs,
    recall: onlyThis(right).length / town.pairs,
    wrong: opens(type) ? weighed : 0,
    hints: opens(type) ? 0 : weighed,
  }
}

/** What is kept of a town: it is too large to hold several. */
const figuresOf = (town: Town, withMargins: boolean, withFamilies: boolean) => ({
  quality: qualityOf(town),
  tokens: tokensOf(town.receivers),
  margins: new Map(withMargins ? KEY_TYPES.map((type) => [type, marginOf(town, type)]) : []),
  families: withFamilies
    ? FAMILY_SIZES.map((size) => familyRecall(town.requesters, town.receivers, size))
    : [],
})

const GROUP_ROWS: readonly (readonly [which: keyof ByGroup, what: string])[] = [
  ['open', ''],
  ['withHints', ', with hints'],
  ['dated', ', opened, a real birth date'],
]

const seeds = Array.from({ length: options.seeds }, (_, i) => options.firstSeed + i)
const layoutOf = (type: KeyType): string => {
  const layout = LAYOUTS[type]
  return layout === 'bsn'
    ? 'BSN'
    : [layout.given, layout.parent ? 'parent' : layout.surname, layout.date, layout.place]
        .filter((part) => part !== 'none')
        .join(' + ')
}

const towns = (): void => {
  const rows: string[][] = []
  const groupRows: string[][] = []
  for (const profile of options.profiles) {
    const differences = seeds.map((seed) =>
      differencesOf(townRecords(PROFILES[profile], Math.min(options.persons, 20_000), seed, false)),
    )
    console.log(
      `\n${profile}: the two records differ in surname ${percent(mean(differences.map(({ surname }) => surname)), 1)}, first name ${percent(mean(differences.map(({ firstName }) => firstName)), 1)}, birth date ${percent(mean(differences.map(({ birthDate }) => birthDate)), 1)}, postcode ${percent(mean(differences.map(({ postcode }) => postcode)), 1)}; no BSN on both ${percent(mean(differences.map(({ bsn }) => bsn)), 1)}; default birth date ${percent(mean(differences.map(({ defaultDate }) => defaultDate)), 1)}`,
    )
    for (const [what, optional, bsnAllowed] of [
      ['names, date, address', false, false],
      ['the same and BSN', false, true],
      ['and optional columns', true, false],
    ] as const) {
      const withMargins = what === 'names, date, address'
      const measured = seeds.map((seed, i) =>
        figuresOf(measureTown(profile, seed, optional, bsnAllowed), withMargins, withMargins && i === 0),
      )
      const quality = measured.map((figures) => figures.quality)
      const { tokens, families } = measured[0]!
      const [low, high] = [
        Math.min(...quality.map(({ falsePer1000 }) => falsePer1000)),
        Math.max(...quality.map(({ falsePer1000 }) => falsePer1000)),
      ]
      rows.push([
        `${profile}, ${what}`,
        percent(mean(quality.map(({ recall }) => recall)), 1, 2),
        percent(mean(quality.map(({ precision }) => precision)), 1, 3),
        `${mean(quality.map(({ falsePer1000 }) => falsePer1000)).toFixed(2)} (${low.toFixed(2)}-${high.toFixed(2)})`,
        percent(mean(quality.map(({ recallWithHints }) => recallWithHints)), 1, 2),
        ...(['child', 'family', 'strangers'] as const).map((who) =>
          mean(quality.map(({ hintsPer1000 }) => hintsPer1000[who])).toFixed(1),
        ),
        `${tokens.mean.toFixed(1)} / ${tokens.p99} / ${tokens.most}`,
      ])
      const names = [...quality[0]!.byGroup.keys()].sort()
      for (const [which, more] of bsnAllowed ? [] : GROUP_ROWS) {
        const found = names.map((name) => mean(quality.map(({ byGroup }) => byGroup.get(name)?.[which] ?? 0)))
        groupRows.push([
          `${profile}, ${what}${more}`,
          ...found.map((part) => percent(part, 1)),
          ((Math.max(...found) - Math.min(...found)) * 100).toFixed(1),
        ])
      }
      if (!withMargins) continue
      const margins = KEY_TYPES.map((type) => {
        const each = measured.map((figures) => figures.margins.get(type)!)
        return [
          `${type} ${layoutOf(type)}`,
          opens(type) ? 'opens' : 'hint',
          percent(mean(each.map(({ alone }) => alone)), 1),
          percent(mean(each.map(({ recall }) => recall)), 1, 2),
          mean(each.map(({ wrong }) => wrong)).toFixed(3),
          mean(each.map(({ hints }) => hints)).toFixed(1),
          tokens.perType[type].toFixed(2),
        ]
      })
      console.log(
        `\n${profile}: what each type is worth (found by it; found by it alone; wrong by it alone)\n\n${table(['type', '', 'finds', 'only it finds', 'only it is wrong', 'hints to others by it alone', 'tokens a child'], margins)}`,
      )
      console.log(
        `\n${profile}: signalen of one to four children of a family, ${16} slots for all\n\n${table(['children', 'a child of the family is known', 'found', 'children known', 'found'], families)}`,
      )
    }
  }
  console.log(
    `\n${table(['town', 'recall', 'precision', `wrong per 1,000`, 'with hints', 'hints per 1,000: the child', 'family', 'strangers', 'tokens: mean / p99 / most'], rows)}`,
  )
  console.log(
    `\n${table(['recall by name group', ...[...new Set(Object.keys(PROFILES.base.groups))].sort(), 'largest difference'], groupRows)}`,
  )
}

const febrl = (): void => {
  const rows = options.febrl.map((files) => {
    const lists = files.map((file) =>
      readFebrl(file).map(({ person, child }) => listed(person, 'febrl', child.id, child, false)),
    )
    const [requesters, receivers] = [lists[0]!, lists[1] ?? lists[0]!]
    const sameFile = lists.length === 1
    const counts = new Map<string, number>()
    for (const { person } of receivers) counts.set(person, (counts.get(person) ?? 0) + 1)
    const pairs = sameFile
      ? [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
      : requesters.reduce((sum, { person }) => sum + (counts.get(person) ?? 0), 0)
    const found = findAll(requesters, receivers, indexOf(receivers), sameFile)
    const right = found.filter(
      ({ requester, receiver }) => requesters[requester]!.person === receivers[receiver]!.person,
    )
    const open = found.filter(opened)
    const rightOpen = right.filter(opened)
    return [
      files.map((file) => basename(file)).join(' + '),
      pairs,
      percent(rightOpen.length, pairs),
      percent(rightOpen.length, open.length, 2),
      percent(right.length, pairs),
      found.length - open.length - (right.length - rightOpen.length),
      tokensOf(receivers).mean.toFixed(1),
    ]
  })
  if (rows.length > 0)
    console.log(
      `\n${table(['FEBRL, without identifier', 'true pairs', 'recall', 'precision', 'with hints', 'false hints', 'tokens a record'], rows)}`,
    )
}

const speed = (): void => {
  const children = townRecords(PROFILES.hard, 20_000, options.firstSeed, true).map(
    ({ requester }) => requester,
  )
  const started = performance.now()
  let keys = 0
  for (const child of children) keys += matchKeysOf(child, true).length
  const seconds = (performance.now() - started) / 1000
  console.log(
    `\nmatchKeysOf: ${Math.round(children.length / seconds).toLocaleString('en')} children/s, ${(keys / children.length).toFixed(1)} keys each`,
  )
}

console.log(
  `${options.persons.toLocaleString('en')} children at the asking side, half of them at the listening side, seeds ${seeds.join(', ')}; wrong matches are told for ${LISTENING.toLocaleString('en')} listening records`,
)
speed()
if (options.profiles.length > 0 && options.persons > 0) towns()
febrl()
