import { useEffect, useRef, useState } from 'react'

/**
 * Reads what was given last, by a function that stays the same: for what is drawn less often than its parent.
 */
export const useLatest = <T>(given: T): (() => T) => {
  const box = useRef(given)
  useEffect(() => {
    box.current = given
  })
  const [read] = useState(() => () => box.current)
  return read
}
