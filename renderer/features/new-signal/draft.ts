/** The draft a teacher fills in: kept in the engine, so that an interruption loses nothing. */
import { addDays } from 'date-fns/addDays'
import { format } from 'date-fns/format'
import { useEffect, useRef, useState } from 'react'
import { unweighed, type Secrecy } from '../../../shared/domain/secrecy.ts'
import { coverBsn } from '../../../shared/matching/bsn.ts'
import { DEFAULT_LIFE_DAYS, needsNoAttempt } from '../../../shared/domain/signal.ts'
import type { SignalDraft } from '../../../shared/api/my-signals.ts'
import { engine, useView } from '../../client/engine.ts'

export const isoOf = (date: Date): string => format(date, 'yyyy-MM-dd')
const emptyDraft = (today: Date): SignalDraft => ({
  childIds: [],
  lostSince: null,
  attempts: [],
  urgency: 'normal',
  parents: null,
  note: '',
  disappearsOn: isoOf(addDays(today, DEFAULT_LIFE_DAYS)),
})

const SAVE_AFTER_MS = 300

export interface DraftState {
  readonly draft: SignalDraft
  readonly restored: boolean
  change(part: Partial<SignalDraft>): void
  clear(): void
  /** Stops saving: the draft has become something else. */
  done(): void
}

const save = (draft: SignalDraft | null): void =>
  void engine()
    .send({ kind: 'save-draft', draft: draft && { ...draft, note: coverBsn(draft.note) } })
    .catch(() => {})

export const useDraft = (): DraftState => {
  const saved = useView('draft')
  const [restored, setRestored] = useState(saved !== null)
  const [draft, setDraft] = useState(() => saved ?? emptyDraft(new Date()))
  const touched = useRef(false)
  const unsaved = useRef<SignalDraft | null>(null)
  useEffect(() => {
    if (!touched.current) return undefined
    unsaved.current = draft
    const timer = setTimeout(() => {
      unsaved.current = null
      // What was sent meanwhile is no draft any more.
      if (touched.current) save(draft)
    }, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [draft])
  // A person who leaves this screen before that loses nothing either.
  useEffect(
    () => () => {
      if (touched.current && unsaved.current) save(unsaved.current)
    },
    [],
  )
  return {
    draft,
    restored,
    change: (part) => {
      touched.current = true
      setDraft((current) => ({ ...current, ...part }))
    },
    clear: () => {
      touched.current = false
      setRestored(false)
      setDraft(emptyDraft(new Date()))
      save(null)
    },
    done: () => {
      touched.current = false
    },
  }
}

/** `end`: a day on which it disappears that was begun or cannot be right; the draft keeps the one before. */
export type Missing = 'child' | 'date' | 'tried' | 'parents' | 'weighing' | 'secrecy' | 'end'
export const missingOf = (draft: SignalDraft, today: string, secrecy: Secrecy): ReadonlySet<Missing> => {
  const missing = new Set<Missing>()
  if (draft.childIds.length === 0) missing.add('child')
  if (!draft.lostSince || draft.lostSince > today) missing.add('date')
  if (draft.attempts.length === 0 && !needsNoAttempt(draft.parents)) missing.add('tried')
  if (!draft.parents) missing.add('parents')
  const refused = unweighed(secrecy, draft.weighing)
  if (refused) missing.add(refused === 'secrecy-unknown' ? 'secrecy' : 'weighing')
  return missing
}
