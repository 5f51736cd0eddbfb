/** The own list: reading a file into it, and taking a child out. Import never makes a signaal (domain.md 5.2, 6). */
import { toHex } from '../../../shared/encoding.ts'
import { Child } from '../../../shared/domain/child.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { matchKeysOf } from '../../../shared/matching/match-keys.ts'
import type { ImportResult } from '../../../shared/worker.ts'
import { readCaseloadFile, type ReadChild } from '../caseload/read-file.ts'
import { logged } from '../journal.ts'
import type { Ports } from '../ports.ts'
import type { Change } from '../store/database.ts'
import { put, remove, type State } from '../state.ts'

/** The same child as on an earlier import: by the own number, else by name and birth date. */
const identityOf = (child: ReadChild): string =>
  child.localNumber ? `number|${child.localNumber}` : `name|${child.firstName}|${child.prefix ?? ''}|${child.lastName}|${child.birthDate}`.toLowerCase()

const withoutBsn = ({ bsn: _, ...rest }: ReadChild): ReadChild => rest
const keysChanged = (earlier: Child, now: Child): boolean => JSON.stringify(matchKeysOf(earlier, false)) !== JSON.stringify(matchKeysOf(now, false))

export const importCaseload = async (state: State, file: { name: string; bytes: Uint8Array }, today: string, ports: Ports): Promise<ImportResult> => {
  const read = readCaseloadFile(file.bytes, { today, bsnAllowed: state.identity.organisation.bsnBasis !== null })
  const known = new Map([...state.children.values()].map((child) => [identityOf(child), child]))
  const changes: Change[] = []
  const counts = { added: 0, updated: 0, unchanged: 0 }
  for (const child of read.children) {
    const earlier = known.get(identityOf(child))
    const row = Child.parse({ ...child, id: earlier?.id ?? toHex(ports.random(16)) })
    if (earlier && child.bsn === undefined && JSON.stringify(sorted(earlier)) === JSON.stringify(sorted(row))) {
      counts.unchanged += 1
      continue
    }
    counts[earlier ? 'updated' : 'added'] += 1
    changes.push(put('children', row.id, row))
    known.set(identityOf(child), row)
    if (earlier && (child.bsn !== undefined || keysChanged(earlier, row))) changes.push(...tokensOf(state, row.id))
  }
  const { used, ignored, forbidden } = read.mapping
  await state.commit([...changes, logged(ports, 'imported', null, `${counts.added + counts.updated}/${read.children.length + read.refused.length}`)])
  return { ...counts, refused: read.refused.slice(0, 500), refusedCount: read.refused.length, columnsUsed: used, columnsIgnored: ignored, columnsForbidden: forbidden, encoding: read.encoding }
}

const sorted = (child: ReadChild): [string, unknown][] => Object.entries(withoutBsn(child)).sort(([a], [b]) => (a < b ? -1 : 1))

const tokensOf = (state: State, childId: string): Change[] =>
  [...state.tokens].filter(([, row]) => row.childId === childId).map(([key]) => remove('tokens', key))

export const removeChild = (state: State, childId: string, ports: Ports): Promise<void> => {
  if (!state.children.has(childId)) throw new RuggensteunError('unknown-child')
  return state.commit([remove('children', childId), ...tokensOf(state, childId), logged(ports, 'removed')])
}
