/**
 * Files of the FEBRL generator (Australian National University): made-up Australian persons with many typing
 * errors. Read by their own header; the identifier (soc_sec_id) is left out.
 */
import { readFileSync } from 'node:fs'
import type { Child } from '../../../shared/domain/child.ts'

export interface FebrlRecord {
  readonly person: string
  readonly child: Child
}

/**
 * A row to a child. Postcode and the first two letters of the street stand in for a Dutch PC6; a missing date
 * stays empty.
 */
const childOf = (row: Readonly<Record<string, string>>): Child => {
  const born = row['date_of_birth'] ?? ''
  const street = (row['address_1'] ?? '')
    .replaceAll(/[^a-z]/gi, '')
    .slice(0, 2)
    .toUpperCase()
  const postcode = row['postcode'] ? `${row['postcode']}${street}` : ''
  return {
    id: row['rec_id'] ?? '',
    firstName: row['given_name'] ?? '',
    lastName: row['surname'] ?? '',
    birthDate: /^[0-9]{8}$/.test(born) ? `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}` : '',
    ...(postcode ? { postcode } : {}),
    ...(row['street_number'] ? { houseNumber: row['street_number'] } : {}),
  }
}

/** `rec-12-org`, `rec-12-dup-0`: the same number is the same person. */
export const readFebrl = (path: string): FebrlRecord[] => {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const columns = head.split(',').map((name) => name.trim())
  return lines.map((line) => {
    const values = line.split(',').map((value) => value.trim())
    const row = Object.fromEntries(columns.map((name, i) => [name, values[i] ?? '']))
    return {
      person: /^rec-([0-9]+)/.exec(row['rec_id'] ?? '')?.[1] ?? row['rec_id'] ?? '',
      child: childOf(row),
    }
  })
}
