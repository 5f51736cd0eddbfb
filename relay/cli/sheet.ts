/**
 * The fingerprint sheet: what the two bodies read to each other by telephone before anything else happens.
 */
import { fingerprint } from '../../shared/crypto/check-words.ts'
import { readConfig, type Config } from '../config.ts'
import type { HolderName } from '../oprf/epochs.ts'

const WHO = {
  municipality: 'municipality (signs admissions)',
  trustee: 'trustee (signs admissions, second key)',
  relay: 'relay (signs the log)',
} as const

interface Sheet {
  readonly name: string
  readonly keys: readonly {
    readonly of: keyof typeof WHO
    readonly publicKey: string
    readonly fingerprint: string
  }[]
}

const sheetOf = ({ name, roots }: Config): Sheet => ({
  name,
  keys: (['municipality', 'trustee', 'relay'] as const).flatMap((of) =>
    roots[of] ? [{ of, publicKey: roots[of], fingerprint: fingerprint(roots[of]) }] : [],
  ),
})

const asText = ({ name, keys }: Sheet): string =>
  [
    `Ruggensteun ${name}`.trim(),
    '',
    'Compare every group of digits by telephone with somebody whose voice you know.',
    'If one differs, stop: one of you holds the key of somebody else.',
    '',
    ...keys.flatMap(({ of, fingerprint: digits, publicKey }) => [
      `  ${WHO[of]}`,
      `    ${digits}`,
      `    ${publicKey}`,
      '',
    ]),
    'Compared on ______________ by ____________________ and ____________________',
    '',
  ].join('\n')

export const printSheet = async (dataDir: string, name: HolderName, json: boolean): Promise<string> => {
  const sheet = sheetOf(await readConfig(dataDir, name))
  return json ? JSON.stringify(sheet) : asText(sheet)
}
