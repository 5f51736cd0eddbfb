/** The local logbook: what was done on this device, for its user. Entries never leave it. */
import type { LogEntry } from '../../../shared/api/logbook.ts'
import { toHex } from '../../../shared/encoding.ts'
import type { Ports } from '../ports.ts'
import { type Change, put } from './changes.ts'
import type { State } from './state.ts'

export const logged = (
  ports: Pick<Ports, 'clock' | 'random'>,
  kind: LogEntry['kind'],
  about: string | null = null,
  detail: string | null = null,
): Change => {
  const at = new Date(ports.clock.now()).toISOString()
  const id = `${at}-${toHex(ports.random(4))}`
  return put('log', id, { id, at, kind, about, detail })
}

/** An organisation, or a device of it, that was left out because nobody can seal to its key. */
export const notSealedTo = (
  { directory }: Pick<State, 'directory'>,
  organisationId: string,
  ports: Pick<Ports, 'clock' | 'random'>,
): Change => logged(ports, 'left-out', directory.organisations.get(organisationId)?.name ?? organisationId)
