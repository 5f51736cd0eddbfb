/** What IndexedDB and Dexie throw, as named errors. */
import { RuggensteunError, type ErrorName } from '../../../shared/errors.ts'

interface Thrown { readonly name?: string; readonly message?: string; readonly inner?: unknown }

/** By the name of an error or of one that it wraps: a full disk comes as QuotaExceededError, also inside an AbortError. */
const CODES: readonly (readonly [string, ErrorName])[] = [
  ['QuotaExceededError', 'storage-full'], ['VersionError', 'newer-data'],
  ['Blocked', 'second-window'], ['DatabaseClosedError', 'second-window'], ['UnknownError', 'storage-damaged'],
]
/** Chromium, where LevelDB cannot be opened or read any more. */
const DAMAGE = /backing store|corrupt/i

export const mapStorageError = (cause: unknown): RuggensteunError => {
  if (cause instanceof RuggensteunError) return cause
  const chain: Thrown[] = []
  for (let error = cause as Thrown | undefined; error && chain.length < 5 && !chain.includes(error); error = error.inner as Thrown | undefined) chain.push(error)
  const code = CODES.find(([name]) => chain.some((error) => error.name === name))?.[1]
  const damaged = chain.some(({ message }) => DAMAGE.test(message ?? ''))
  return new RuggensteunError(damaged && code !== 'storage-full' ? 'storage-damaged' : (code ?? 'storage-broken'), {}, { cause })
}
