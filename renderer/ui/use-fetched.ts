import { useEffect, useState } from 'react'

/**
 * A part of the app that is fetched when it is needed; in the browser edition that can fail, and be tried
 * again.
 */
export const useFetched = <T>(
  fetchIt: () => Promise<T>,
): { readonly here: T | null; readonly failed: boolean; readonly again: () => void } => {
  const [state, setState] = useState<{ readonly here: T } | 'failed' | null>(null)
  const [tries, setTries] = useState(1)
  // Only who asks for another try gets one: the function is made anew at every drawing.
  useEffect(() => {
    void fetchIt().then(
      (here) => setState({ here }),
      () => setState('failed'),
    )
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [tries])
  return {
    here: state && state !== 'failed' ? state.here : null,
    failed: state === 'failed',
    again: () => {
      setState(null)
      setTries(tries + 1)
    },
  }
}
