/**
 * The list of wijken and buurten of a municipality: read from a file, looked at by a person, kept on this
 * device.
 */
import { asks, stays, type HandlersOf } from '../handler.ts'
import type { AreaList } from '../../../../shared/domain/areas.ts'
import { RuggensteunError } from '../../../../shared/errors.ts'
import type { AreaFile } from '../../../../shared/api/neighbourhoods.ts'
import { readAreas } from '../../caseload/area-file.ts'
import { openCaseloadFile } from '../../caseload/read-file.ts'
import { withoutBreath } from '../../core/time-slices.ts'
import { logged } from '../../store/logbook.ts'
import type { Ports } from '../../ports.ts'
import type { State } from '../../store/state.ts'
import { setMeta } from '../../store/changes.ts'

const LIMIT_MB = 2

/** The first sheet that has a code and a name, and something below. Throws the named errors of files. */
export const readAreaFile = async (file: Blob): Promise<AreaFile> => {
  if (file.size > LIMIT_MB * 1024 * 1024)
    throw new RuggensteunError('file-too-large', {
      megabytes: Math.ceil(file.size / 1024 / 1024),
      limit: LIMIT_MB,
    })
  const opened = await openCaseloadFile(file, false, withoutBreath)
  if (opened.format === 'edexml') throw new RuggensteunError('file-other-kind', { what: 'XML' })
  let missing: readonly string[] | null = null
  for (const { place } of opened.sheets) {
    const read = readAreas((await opened.table(place)).rows)
    if ('missing' in read) missing ??= read.missing
    else if (read.areas.length + read.problems.length > 0) return read
  }
  throw missing
    ? new RuggensteunError('file-missing-columns', { columns: missing.join(', ') })
    : new RuggensteunError('file-empty')
}

export const keepAreas = (state: State, list: AreaList | null, ports: Ports): Promise<void> =>
  state.commit([
    setMeta('areas', list ?? undefined),
    logged(ports, 'areas-kept', null, list && `${list.year}: ${list.areas.length}`),
  ])

/** Commands of this area. */
export const AREAS_HANDLERS = {
  'read-areas': asks((_, { file }) => readAreaFile(file)),
  'keep-areas': stays(({ state, ports }, { list }) => keepAreas(state, list, ports)),
  'export-made': stays(({ state, ports }, { what, form }) =>
    state.commit([logged(ports, 'export-made', null, `${what} ${form}`)]),
  ),
} satisfies HandlersOf<'read-areas' | 'keep-areas' | 'export-made'>
