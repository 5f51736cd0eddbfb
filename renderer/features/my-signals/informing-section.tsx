/**
 * Whether parents or the young person know, why not yet, and when that comes back. Recorded in a few keys,
 * taken back for a moment.
 */
import { addDays } from 'date-fns/addDays'
import { format } from 'date-fns/format'
import { parseISO } from 'date-fns/parseISO'
import { CalendarClock, CheckCheck, CircleAlert, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { boundsOf } from '../../../shared/calendar/day-bounds.ts'
import { UnsafeAdvice } from '../../widgets/unsafe-advice.tsx'
import { DeferReason, mayBeOn, type InformingDecision } from '../../../shared/domain/informing.ts'
import type { ParentsAdvice } from '../../../shared/domain/parents-advice.ts'
import type { SentSignal } from '../../../shared/api/sent-signals.ts'
import { engine } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Choices, Pills } from '../../ui/choice.tsx'
import { Chip } from '../../ui/chip.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useBriefly } from '../../ui/use-briefly.ts'
import styles from './my-signals.module.css'

type Kind = InformingDecision['kind']
/** Where it is not safe a reason to wait changes nothing, but that it is safe again does. */
const reasonsFor = (advice: ParentsAdvice): readonly DeferReason[] =>
  DeferReason.options.filter((reason) => (reason === 'safe-again') === (advice !== 'usual'))

/** 'still': a deferral of which the reason is known already. */
type Asking = Kind | 'still'
const TONES = { informed: 'good', planned: '', deferred: '' } as const
/** Days from today that are offered first. */
const DAYS = { today: 0, yesterday: -1, tomorrow: 1, week: 7, twoWeeks: 14 } as const
type Day = keyof typeof DAYS
const OFFERED: Readonly<Record<Kind, readonly Day[]>> = {
  informed: ['today', 'yesterday'],
  planned: ['today', 'tomorrow', 'week', 'twoWeeks'],
  deferred: ['tomorrow', 'week', 'twoWeeks'],
}
const USUAL: Readonly<Record<Kind, Day>> = { informed: 'today', planned: 'tomorrow', deferred: 'week' }

const plus = (today: string, day: Day): string => format(addDays(parseISO(today), DAYS[day]), 'yyyy-MM-dd')

const Ask = ({
  asking,
  advice,
  today,
  lastDay,
  busy,
  onClose,
  onDecide,
}: {
  asking: Asking
  advice: SentSignal['advice']
  today: string
  lastDay: string
  busy: boolean
  onClose: () => void
  onDecide: (decision: InformingDecision) => void
}) => {
  const { t, i18n } = useTranslation()
  const dates = useDates()
  const kind: Kind = asking === 'still' ? 'deferred' : asking
  const offered = OFFERED[kind].filter((day) => mayBeOn(kind, plus(today, day), today, lastDay))
  const usual = offered.includes(USUAL[kind]) ? USUAL[kind] : offered.at(-1)
  const [on, setOn] = useState<string | null>(usual ? plus(today, usual) : null)
  const [reason, setReason] = useState<DeferReason | null>(asking === 'still' ? 'unsafe' : null)
  const fits = on !== null && mayBeOn(kind, on, today, lastDay) && (kind !== 'deferred' || reason !== null)
  const decide = (): void => {
    if (fits) onDecide(kind === 'deferred' ? { kind, on, reason: reason! } : { kind, on })
  }
  const label = t(kind === 'deferred' ? 'informing.again' : 'informing.day')
  // Where it is not safe nobody is asked why they did not tell yet.
  const question = t(
    asking === 'deferred' && advice !== 'usual' ? 'unsafe.changedAsk' : `informing.ask.${kind}`,
  )
  return (
    <Dialog title={asking === 'still' ? label : question} open onClose={onClose}>
      <Form
        className={`stack ${styles.reasons}`}
        onSubmit={(event) => {
          event.preventDefault()
          decide()
        }}
      >
        {asking === 'deferred' && (
          <Choices
            label={question}
            value={reason}
            onChange={setReason}
            options={reasonsFor(advice).map((value) => ({
              value,
              title: t(`informing.reason.${value}`),
              text: t(`informing.reasonText.${value}`),
            }))}
          />
        )}
        {asking === 'deferred' && <h3>{label}</h3>}
        <Pills
          label={label}
          value={offered.find((day) => plus(today, day) === on) ?? null}
          onChange={(day) => setOn(plus(today, day))}
          options={offered.map((day) => [day, t(`informing.${day}`)] as const)}
        >
          <span className="muted small">{t('informing.orOn')}</span>
          <DateField
            label={t('informing.date')}
            value={on}
            onChange={setOn}
            language={i18n.language}
            {...(kind === 'informed'
              ? { min: boundsOf('shown', today).min, max: today }
              : { min: today, max: lastDay })}
          />
        </Pills>
        {kind !== 'informed' && (
          <p className="small muted">
            {offered.length > 0
              ? t('informing.lastDay', { date: dates.day(lastDay) })
              : t(advice === 'usual' ? 'informing.tooLate' : 'unsafe.draft')}
          </p>
        )}
        {advice === 'usual' && <p className="small muted">{t('informing.law')}</p>}
        <div className="row">
          <Button look="primary" type="submit" autoFocus={asking !== 'deferred'} isDisabled={busy || !fits}>
            {t('informing.record')}
          </Button>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  )
}

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

export const InformingSection = ({ signal }: { signal: SentSignal }) => {
  const { t } = useTranslation()
  const words = useWords()
  const announce = useInterface((state) => state.announce)
  const select = useInterface((state) => state.select)
  const { informing } = signal
  const today = useToday()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [undoable, setUndoable] = useBriefly<object>()
  const undoButton = useRef<HTMLButtonElement>(null)
  const action = useAction()
  useEffect(() => {
    if (!undoable) return undefined
    // After the dialog has given focus back, to a button that may be gone.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => undoButton.current?.focus())
    })
    return () => cancelAnimationFrame(frame)
  }, [undoable])

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
  const dates = useDates()
  const unsafe = signal.advice !== 'usual'
  const rest = (
    <>
      {informing.history.length > 1 && <History history={informing.history} />}
      <Fault error={action.error} />
      {undoable && (
        <div className="row small" role="status">
          <span>{t('informing.recorded')}</span>
          <Button look="quiet" ref={undoButton} onPress={undo}>
            <Undo2 size={16} aria-hidden="true" />
            {t('app.undo')}
          </Button>
        </div>
      )}
    </>
  )
  const dialog = asking && (
    <Ask
      asking={asking}
      advice={signal.advice}
      today={today}
      lastDay={informing.lastDay}
      busy={action.busy}
      onClose={() => setAsking(null)}
      onDecide={decide}
    />
  )
  if (unsafe)
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
              <Button onPress={() => setAsking('still')}>{t('unsafe.still')}</Button>
              <Button look="quiet" onPress={() => setAsking('deferred')}>
                {t('unsafe.changed')}
              </Button>
            </div>
          </>
        )}
        {rest}
        {dialog}
      </UnsafeAdvice>
    )
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
        {informing.state !== 'informed' && <Who signal={signal} />}
        {informing.state !== 'informed' && (
          <div className="row">
            <Button onPress={() => setAsking('informed')}>{t('informing.tell')}</Button>
            <Button onPress={() => setAsking('planned')}>{t('informing.plan')}</Button>
            <Button onPress={() => setAsking('deferred')}>{t('informing.defer')}</Button>
          </div>
        )}
        {rest}
      </div>
      {dialog}
    </section>
  )
}
