/** Runs something that may fail with a named error, and keeps what the screen must say about it. */
import { useState } from 'react'
import { asRuggensteunError, type RuggensteunError } from '../../shared/errors.ts'

export interface Action {
  readonly busy: boolean
  readonly error: RuggensteunError | null
  run(task: () => Promise<void>): void
  clear(): void
}

export const useAction = (): Action => {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<RuggensteunError | null>(null)
  return {
    busy,
    error,
    clear: () => setError(null),
    run: (task) => {
      setBusy(true)
      setError(null)
      task()
        .catch((cause: unknown) => setError(asRuggensteunError(cause)))
        .finally(() => setBusy(false))
    },
  }
}
