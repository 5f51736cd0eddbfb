/** What IndexedDB and Dexie throw, as named errors. */
import { RuggensteunError, type ErrorName } from '../../../shared/errors.ts'

interface Thrown {
  readonly name?: string
  readonly message?: string
  readonly inner?: unknown
  /** Of a bulk write. */
  readonly failures?: readonly unknown[]
}

/**
 * By the name of an error or of one that it wraps: a full disk comes as QuotaExceededError, also inside an
 * AbortError.
 */
const CODES: readonly (readonly [string, ErrorName])[] = [
  ['QuotaExceededError', 'storage-full'],
  ['VersionError', 'newer-data'],
  ['Blocked', 'second-window'],
  ['DatabaseClosedError', 'second-window'],
  ['UnknownError', 'storage-damaged'],
]
/** Chromium, where LevelDB cannot be opened or read any more. */
const DAMAGE = /backing store|corrupt/i

/**
 * An error and those inside it: Dexie wraps what aborted a transaction, and gathers what failed of a bulk.
 */
const thrownIn = (cause: unknown, depth = 5): Thrown[] => {
  const error = (cause ?? {}) as Thrown
  return !error.name || depth === 0
    ? []
    : [error, ...thrownIn(error.inner, depth - 1), ...thrownIn(error.failures?.[0], depth - 1)]
}

export const mapStorageError = (cause: unknown): RuggensteunError => {
  if (cause instanceof RuggensteunError) return cause
  const chain = thrownIn(cause)
  const code = CODES.find(([name]) => chain.some((error) => error.name === name))?.[1]
  const damaged = chain.some(({ message }) => DAMAGE.test(message ?? ''))
  return new RuggensteunError(
    damaged && code !== 'storage-full' ? 'storage-damaged' : (code ?? 'storage-broken'),
    {},
    { cause },
  )
}
