import { useEffect, useState } from 'react'

/** What can be taken back is offered so long. */
const UNDO_MS = 10_000

/** Forgotten by itself after ten seconds, or sooner by null. */
export const useBriefly = <T>(): readonly [T | null, (value: T | null) => void] => {
  const [value, setValue] = useState<T | null>(null)
  useEffect(() => {
    if (value === null) return undefined
    const timer = setTimeout(() => setValue(null), UNDO_MS)
    return () => clearTimeout(timer)
  }, [value])
  return [value, setValue]
}
