/** What the bench was asked for. */
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PROFILES, type ProfileName } from './profiles.ts'

export interface Options {
  readonly persons: number
  readonly seeds: number
  readonly firstSeed: number
  readonly profiles: readonly ProfileName[]
  readonly febrl: readonly (readonly string[])[]
}

const DEFAULT_FEBRL = resolve(import.meta.dirname, '../../../../shared/data/febrl')

/**
 * `--febrl a.csv b.csv,c.csv`: each file is searched for its own pairs; two names with a comma are a pair of
 * files, first against second. Without it the files beside the repository, where they are there.
 */
export const readOptions = (): Options => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      persons: { type: 'string', default: '100000' },
      seeds: { type: 'string', default: '2' },
      'first-seed': { type: 'string', default: '9001' },
      profile: { type: 'string', multiple: true },
      febrl: { type: 'string', multiple: true },
    },
  })
  const named = [...(values.febrl ?? []), ...positionals]
  const standing = existsSync(DEFAULT_FEBRL)
    ? readdirSync(DEFAULT_FEBRL)
        .filter((name) => name.endsWith('.csv'))
        .sort()
        .map((name) => join(DEFAULT_FEBRL, name))
    : []
  const every = Object.keys(PROFILES) as ProfileName[]
  return {
    persons: Number(values.persons),
    seeds: Number(values.seeds),
    firstSeed: Number(values['first-seed']),
    profiles: values.profile ? every.filter((name) => values.profile!.includes(name)) : every,
    febrl: (named.length > 0 ? named.map((name) => resolve(name)) : standing).map((entry) =>
      entry.split(',').map((part, i, all) => (i === 0 ? part : resolve(dirname(all[0]!), part))),
    ),
  }
}
