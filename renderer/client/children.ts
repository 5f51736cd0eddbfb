/** The own list a page at a time: the engine orders and searches, the page keeps no more than it shows. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CaseloadResults, ListedChild, SortBy } from '../../shared/api/caseload.ts'
import { engine, useView } from './engine.ts'

const PAGE = 100
/**
 * Rows that were shown lately, so that who was just chosen has a name at once. Gone with the lock: a locked
 * window shows nothing.
 */
const seen = new Map<string, ListedChild>()
const MOST_SEEN = 500
const see = (rows: readonly ListedChild[]): void => {
  for (const row of rows) seen.set(row.id, row)
  for (const id of seen.keys()) if (seen.size > MOST_SEEN) seen.delete(id)
}
export const forgetSeenChildren = (): void => seen.clear()

/** Pages kept beside the ones in sight. */
const MOST_PAGES = 12

export interface FoundChildren {
  /** Null until the first page is there. */
  readonly total: number | null
  /** Whether this is the answer to what is asked now, and not to what was asked before. */
  readonly fresh: boolean
  /** Undefined while its page is on its way. */
  row(index: number): ListedChild | undefined
  /** Those of the first so many that are there. */
  first(most: number): ListedChild[]
  /** Rows that will be shown. */
  show(from: number, to: number): void
}

interface Pages {
  readonly key: string
  readonly total: number | null
  readonly pages: ReadonlyMap<number, readonly ListedChild[]>
}

export const useFoundChildren = (query: string, sort: SortBy, descending: boolean): FoundChildren => {
  const { revision } = useView('caseload')
  const key = JSON.stringify([query, sort, descending, revision])
  const [held, setHeld] = useState<Pages>({ key: '', total: null, pages: new Map() })
  const asked = useRef(new Set<string>())
  /** An answer to an older question changes nothing. */
  const latest = useRef(key)
  const ask = useCallback(
    (page: number): void => {
      const name = `${key}|${page}`
      if (asked.current.has(name)) return
      asked.current.add(name)
      engine()
        .send({ kind: 'find-children', query, sort, descending, offset: page * PAGE, limit: PAGE })
        .then(({ total, rows }) => {
          see(rows)
          if (latest.current !== key) return
          setHeld((before) => {
            const kept = before.key === key ? [...before.pages].slice(-MOST_PAGES) : []
            for (const [dropped] of before.key === key ? before.pages : [])
              if (!kept.some(([number]) => number === dropped)) asked.current.delete(`${key}|${dropped}`)
            return { key, total, pages: new Map([...kept, [page, rows]]) }
          })
        })
        .catch(() => asked.current.delete(name))
    },
    [key, query, sort, descending],
  )
  useEffect(() => {
    latest.current = key
    asked.current.clear()
    ask(0)
  }, [ask, key])
  const row = (index: number): ListedChild | undefined =>
    held.pages.get(Math.floor(index / PAGE))?.[index % PAGE]
  // What was found before stays in sight until the new answer is there: nothing flickers while somebody
  // types.
  return {
    total: held.total,
    fresh: held.key === key,
    row,
    first: (most) =>
      Array.from({ length: Math.min(held.total ?? 0, most) }, (_, index) => row(index)).filter(
        (child) => child !== undefined,
      ),
    show: (from, to) => {
      if (held.key === key)
        for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page++) ask(page)
    },
  }
}

const NOBODY: CaseloadResults['look-up-children'] = { children: [], siblings: [], advice: 'usual' }

/** These children, brothers and sisters of the first, and what was said about speaking with their parents. */
export const useKnownChildren = (ids: readonly string[]): typeof NOBODY => {
  const { revision } = useView('caseload')
  const [matches, sent] = [useView('matches'), useView('sent')]
  const key = ids.join('|')
  const [known, setKnown] = useState(NOBODY)
  useEffect(() => {
    if (key === '') return undefined
    let current = true
    engine()
      .send({ kind: 'look-up-children', ids: key.split('|') })
      .then((found) => {
        see(found.children)
        if (current) setKnown(found)
      })
      .catch(() => {})
    return () => {
      current = false
    }
  }, [key, revision, matches, sent])
  if (ids.length === 0) return NOBODY
  const children = ids.flatMap((id) => known.children.find((child) => child.id === id) ?? seen.get(id) ?? [])
  const { siblings, advice } = known.children[0]?.id === ids[0] ? known : NOBODY
  return { children, siblings, advice }
}
