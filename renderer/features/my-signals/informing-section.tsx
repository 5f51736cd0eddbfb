/**
 * Whether parents or the young person know, why not yet, and when that comes back. Recorded in a few keys,
 * taken back for a moment.
 */
import { CalendarClock, CheckCheck, CircleAlert, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { UnsafeAdvice } from '../../widgets/unsafe-advice.tsx'
import type { InformingDecision } from '../../../shared/domain/informing.ts'
import type { SentSignal } from '../../../shared/api/my-signals.ts'
import { engine } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useBriefly } from '../../ui/use-briefly.ts'
import { InformingDialog, type Asking } from './informing-dialog.tsx'
import styles from './my-signals.module.css'

const TONES = { informed: 'good', planned: '', deferred: '' } as const

const Who = ({ signal: { children, informing } }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  if (children.every(({ addressee }) => addressee === informing.addressee))
    return <p className="muted small">{t(`informing.who.${informing.addressee}`)}</p>
  return (
    <>
      {children.map(({ name, addressee }) => (
        <p key={name} className="muted small">
          {t('informing.whoOf', { name, words: t(`informing.who.${addressee}`) })}
        </p>
      ))}
    </>
  )
}

const useWords = (): ((informing: SentSignal['informing']) => string) => {
  const { t } = useTranslation()
  const dates = useDates()
  return ({ state, due, restored, dueOn, reason, history }) => {
    const why = reason ? t('informing.because', { reason: t(`informing.reason.${reason}`) }) : ''
    if (state === 'informed') return t('informing.informed', { date: dates.day(history.at(-1)!.on) })
    if (due) return [restored ? t('informing.restored') : t('informing.due'), why].filter(Boolean).join(' ')
    return t(`informing.${state}`, {
      date: dates.day(dueOn!),
      reason: reason ? t(`informing.reason.${reason}`) : '',
    })
  }
}

const History = ({ history }: { history: SentSignal['informing']['history'] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  return (
    <details className="small">
      <summary>{t('informing.history', { count: history.length })}</summary>
      <ol className={styles.decisions}>
        {history.toReversed().map(({ at, kind, on, reason }, i) => (
          <li key={`${at}${kind}`}>
            <time className="muted" dateTime={at}>
              {dates.moment(at)}
            </time>
            <span>
              {t(`informing.entry.${kind}`, {
                date: dates.day(on),
                reason: reason ? t(`informing.reason.${reason}`) : '',
              })}
              {i === history.length - 1 && ` (${t('informing.first')})`}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** What was decided is recorded at once, and can be taken back for a moment. */
const useInforming = (signal: SentSignal) => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const select = useInterface((state) => state.select)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [undoable, setUndoable] = useBriefly<object>()
  const action = useAction()
  const decide = (decision: InformingDecision): void =>
    action.run(async () => {
      select(signal.id) // with nothing to do it may leave the top of the list: it stays in sight
      await engine().send({ kind: 'informing', signalId: signal.id, decision })
      setAsking(null)
      setUndoable({})
      announce(t('informing.recorded'))
    })
  const undo = (): void =>
    action.run(async () => {
      setUndoable(null)
      await engine().send({ kind: 'undo-informing', signalId: signal.id })
      announce(t('informing.undone'))
    })
  return { asking, setAsking, undoable, action, decide, undo }
}
type Informing = ReturnType<typeof useInforming>

/** `recorded`: another object for each record, so that the button gets the focus again. */
const Undo = ({ recorded, undo }: { recorded: object; undo: () => void }) => {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // After the dialog has given focus back, to a button that may be gone.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => button.current?.focus())
    })
    return () => cancelAnimationFrame(frame)
  }, [recorded])
  return (
    <div className="row small" role="status">
      <span>{t('informing.recorded')}</span>
      <Button look="quiet" ref={button} onPress={undo}>
        <Undo2 size={16} aria-hidden="true" />
        {t('app.undo')}
      </Button>
    </div>
  )
}

interface Props {
  readonly signal: SentSignal
  readonly form: Informing
}

/** What was decided before, the way back, and the question when it is asked. */
const Rest = ({ signal: { informing, advice }, form }: Props) => {
  const { asking, setAsking, undoable, action, decide, undo } = form
  const today = useToday()
  return (
    <>
      {informing.history.length > 1 && <History history={informing.history} />}
      <Fault error={action.error} />
      {undoable && <Undo recorded={undoable} undo={undo} />}
      {asking && (
        <InformingDialog
          asking={asking}
          advice={advice}
          today={today}
          lastDay={informing.lastDay}
          busy={action.busy}
          onClose={() => setAsking(null)}
          onDecide={decide}
        />
      )}
    </>
  )
}

/** Where it may not be safe: nobody is told, until somebody says that this changed. */
const Unsafe = ({ signal, form }: Props) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { informing } = signal
  return (
    <UnsafeAdvice text={t(informing.reason === 'unsafe' ? 'unsafe.own' : 'unsafe.linked')}>
      <p className="small">{t('unsafe.noLetter')}</p>
      {signal.content.parents !== 'unsafe' && <p className="small">{t('unsafe.othersRead')}</p>}
      {informing.state !== 'informed' && (
        <>
          {informing.dueOn && !informing.due && (
            <p className="small muted">{t('unsafe.again', { date: dates.day(informing.dueOn) })}</p>
          )}
          <div className="row">
            <Button onPress={() => form.setAsking('still')}>{t('unsafe.still')}</Button>
            <Button look="quiet" onPress={() => form.setAsking('deferred')}>
              {t('unsafe.changed')}
            </Button>
          </div>
        </>
      )}
      <Rest signal={signal} form={form} />
    </UnsafeAdvice>
  )
}

const Usual = ({ signal, form }: Props) => {
  const { t } = useTranslation()
  const words = useWords()
  const { informing } = signal
  const Icon = informing.due ? CircleAlert : informing.state === 'informed' ? CheckCheck : CalendarClock
  return (
    <section className={`card informing ${informing.due ? 'waits' : ''}`}>
      <Icon size={22} aria-hidden="true" />
      <div className="grow stack tight">
        <div className="row">
          <h2>{t(`informing.title.${informing.addressee}`)}</h2>
          <Chip tone={informing.due ? 'wait' : TONES[informing.state]}>
            {t(informing.due ? 'informing.chip.due' : `informing.chip.${informing.state}`)}
          </Chip>
        </div>
        <p>{words(informing)}</p>
        {informing.state !== 'informed' && (
          <>
            <Who signal={signal} />
            <div className="row">
              <Button onPress={() => form.setAsking('informed')}>{t('informing.tell')}</Button>
              <Button onPress={() => form.setAsking('planned')}>{t('informing.plan')}</Button>
              <Button onPress={() => form.setAsking('deferred')}>{t('informing.defer')}</Button>
            </div>
          </>
        )}
        <Rest signal={signal} form={form} />
      </div>
    </section>
  )
}

export const InformingSection = ({ signal }: { signal: SentSignal }) => {
  const form = useInforming(signal)
  return signal.advice === 'usual' ? (
    <Usual signal={signal} form={form} />
  ) : (
    <Unsafe signal={signal} form={form} />
  )
}
