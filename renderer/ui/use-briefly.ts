import { useEffect, useState } from 'react'

/** How long taking back is offered. */
const UNDO_MS = 10_000

/** State that expires after ten seconds, or at once when it is set to null. */
export const useBriefly = <T>(): readonly [T | null, (value: T | null) => void] => {
  const [value, setValue] = useState<T | null>(null)
  useEffect(() => {
    if (value === null) return undefined
    const timer = setTimeout(() => setValue(null), UNDO_MS)
    return () => clearTimeout(timer)
  }, [value])
  return [value, setValue]
}
