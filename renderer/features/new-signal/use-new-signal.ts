import { addDays } from 'date-fns/addDays'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { parentsAdvice, parentsToSay, type ParentsAdvice } from '../../../shared/domain/parents-advice.ts'
import { AttemptWay, type Attempt } from '../../../shared/domain/signal.ts'
import { MOST_KEPT_DAYS } from '../../../shared/membership/agreements.ts'
import type { AttemptsView } from '../../../shared/api/my-day.ts'
import type { SignalDraft } from '../../../shared/api/my-signals.ts'
import { useKnownChildren } from '../../client/children.ts'
import { engine, useView } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { useInterface } from '../../state/interface.ts'
import { useAction, type Action } from '../../ui/use-action.ts'
import { isoOf, missingOf, useDraft, type Missing } from './draft.ts'

/** What can be missing, in order, and its step on the screen. */
const PLACES: readonly (readonly [Missing, number])[] = [
  ['child', 0],
  ['date', 1],
  ['tried', 2],
  ['parents', 4],
  ['weighing', 5],
  ['secrecy', 5],
]

/** Of several children the most in each way. */
const mostOf = (noted: readonly AttemptsView[]): Attempt[] =>
  AttemptWay.options.flatMap((way) => {
    const times = Math.max(
      0,
      ...noted.flatMap((one) =>
        one.times.filter((attempt) => attempt.way === way).map((attempt) => attempt.times),
      ),
    )
    return times > 0 ? [{ way, times }] : []
  })

/** What was noted of attempts before, for the children of the draft. */
const useNotedAttempts = (draft: SignalDraft) => {
  const log = useView('attempts')
  const noted = (childIds: readonly string[]) => log.filter(({ childId }) => childIds.includes(childId))
  return {
    /** The first day of an attempt that was noted. */
    firstTried: noted(draft.childIds)
      .flatMap(({ tried }) => tried.map(({ on }) => on))
      .sort()[0],
    /** What was noted of these children, unless the person filled it in themselves. */
    filledFor: (childIds: readonly string[]): Partial<SignalDraft> => {
      const untouched =
        draft.attempts.length === 0 ||
        JSON.stringify(draft.attempts) === JSON.stringify(mostOf(noted(draft.childIds)))
      return untouched ? { attempts: mostOf(noted(childIds)) } : {}
    },
  }
}

export interface NewSignalForm {
  readonly draft: SignalDraft
  /** The draft of an earlier time is shown. */
  readonly restored: boolean
  readonly change: (part: Partial<SignalDraft>) => void
  readonly clear: () => void
  readonly today: string
  /** Noon of today, to count from. */
  readonly base: Date
  readonly known: ReturnType<typeof useKnownChildren>
  readonly advice: ParentsAdvice
  /** What somebody said of the family before makes it unsafe, and not this form. */
  readonly isKnownUnsafe: boolean
  readonly secrecy: boolean
  readonly asksSecrecy: boolean
  readonly missing: ReadonlySet<Missing>
  /** Sending was tried: from then on a step says what it lacks. */
  readonly asked: boolean
  readonly fault: (what: Missing, words: string) => string | null
  readonly lastDay: string
  readonly disappearsOn: string
  /** Null: what stands in the field is no day on which it can disappear, so nothing leaves. */
  readonly changeEnd: (day: string | null) => void
  readonly noted: ReturnType<typeof useNotedAttempts>
  readonly action: Action
  readonly place: RefObject<HTMLDivElement | null>
  readonly send: () => void
}

export const useNewSignal = (): NewSignalForm => {
  const { t } = useTranslation()
  const { open, announce } = useInterface.getState()
  const today = useToday()
  const { secrecy = false, asksSecrecy = false } = useView('own') ?? {}
  const { draft: chosen, restored, change, clear, done } = useDraft()
  const known = useKnownChildren(chosen.childIds)
  const parents = parentsToSay(chosen.parents, known.advice)
  const draft: SignalDraft = parents === chosen.parents ? chosen : { ...chosen, parents }
  const [asked, setAsked] = useState(false)
  const action = useAction()
  const place = useRef<HTMLDivElement>(null)
  const [hasEnd, setHasEnd] = useState(true)
  const missing = new Set(missingOf(draft, today, { secrecy, asksSecrecy }))
  if (!hasEnd) missing.add('end')
  const isKnownUnsafe = known.advice !== 'usual' && parents === 'unsafe'
  // Choosing a child may change an answer further down, which who cannot see the screen is told.
  useEffect(() => {
    if (isKnownUnsafe) announce(t('unsafe.linked'))
  }, [isKnownUnsafe, announce, t])
  const agreed = useView('rules').wijken.map(({ now }) => now.keptDays)
  const base = new Date(`${today}T12:00:00`)
  const lastDay = isoOf(addDays(base, Math.min(MOST_KEPT_DAYS, ...agreed)))
  const noted = useNotedAttempts(draft)
  const goToMissing = (): void => {
    announce(t('signal.needAll'))
    const first = PLACES.find(([what]) => missing.has(what))
    const step = first
      ? place.current?.querySelectorAll('[data-step]')[first[1]]
      : place.current?.querySelector('footer')
    const field =
      step?.querySelector<HTMLElement>('input:checked') ??
      step?.querySelector<HTMLElement>('input, button, [role=spinbutton]')
    field?.focus()
  }
  const send = (): void => {
    setAsked(true)
    if (missing.size > 0) return goToMissing()
    if (action.busy) return
    action.run(async () => {
      done()
      const { signalId, number, parents: said } = await engine().send({ kind: 'file-signal', draft })
      announce(t(said === 'unsafe' ? 'signal.savedUnsafe' : 'signal.saved', { number }))
      open('my-signals', signalId)
    })
  }
  return {
    draft,
    restored,
    change,
    clear: () => {
      setHasEnd(true)
      clear()
    },
    today,
    base,
    known,
    advice: parentsAdvice(draft.parents ? [draft.parents] : []),
    isKnownUnsafe,
    secrecy,
    asksSecrecy,
    missing,
    asked,
    fault: (what, words) => (asked && missing.has(what) ? words : null),
    lastDay,
    disappearsOn: draft.disappearsOn > lastDay ? lastDay : draft.disappearsOn,
    changeEnd: (day) => {
      setHasEnd(day !== null)
      if (day !== null) change({ disappearsOn: day })
    },
    noted,
    action,
    place,
    send,
  }
}
