import { addDays } from 'date-fns/addDays'
import { format } from 'date-fns/format'
import { parseISO } from 'date-fns/parseISO'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { boundsOf } from '../../../shared/calendar/day-bounds.ts'
import { DeferReason, mayBeOn, type InformingDecision } from '../../../shared/domain/informing.ts'
import type { ParentsAdvice } from '../../../shared/domain/parents-advice.ts'
import type { SentSignal } from '../../../shared/api/my-signals.ts'
import { useDates } from '../../i18n/dates.ts'
import { Button } from '../../ui/button.tsx'
import { Choices, Pills } from '../../ui/choice.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './my-signals.module.css'

type Kind = InformingDecision['kind']
/** Where it is not safe a reason to wait changes nothing, but that it is safe again does. */
const reasonsFor = (advice: ParentsAdvice): readonly DeferReason[] =>
  DeferReason.options.filter((reason) => (reason === 'safe-again') === (advice !== 'usual'))

/** 'still': a deferral of which the reason is known already. */
export type Asking = Kind | 'still'
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

interface AskProps {
  readonly asking: Asking
  readonly advice: SentSignal['advice']
  readonly today: string
  readonly lastDay: string
  readonly busy: boolean
  readonly onClose: () => void
  readonly onDecide: (decision: InformingDecision) => void
}

/** The day and the reason as they are chosen, and the days that are offered. */
const useDecision = ({ asking, today, lastDay, onDecide }: AskProps) => {
  const kind: Kind = asking === 'still' ? 'deferred' : asking
  const offered = OFFERED[kind].filter((day) => mayBeOn(kind, plus(today, day), today, lastDay))
  const usual = offered.includes(USUAL[kind]) ? USUAL[kind] : offered.at(-1)
  const [on, setOn] = useState<string | null>(usual ? plus(today, usual) : null)
  const [reason, setReason] = useState<DeferReason | null>(asking === 'still' ? 'unsafe' : null)
  const fits = on !== null && mayBeOn(kind, on, today, lastDay) && (kind !== 'deferred' || reason !== null)
  const decide = (): void => {
    if (fits) onDecide(kind === 'deferred' ? { kind, on, reason: reason! } : { kind, on })
  }
  return { kind, offered, on, setOn, reason, setReason, fits, decide }
}

const AskDay = ({
  label,
  decision: { kind, offered, on, setOn },
  ask: { today, lastDay, advice },
}: {
  label: string
  decision: ReturnType<typeof useDecision>
  ask: AskProps
}) => {
  const { t, i18n } = useTranslation()
  const dates = useDates()
  return (
    <>
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
    </>
  )
}

/** Whether they know, will be told or not yet: a few keys. */
export const InformingDialog = (ask: AskProps) => {
  const { asking, advice, busy, onClose } = ask
  const { t } = useTranslation()
  const decision = useDecision(ask)
  const { kind, reason, setReason } = decision
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
          decision.decide()
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
        <AskDay label={label} decision={decision} ask={ask} />
        {advice === 'usual' && <p className="small muted">{t('informing.law')}</p>}
        <div className="row">
          <Button
            look="primary"
            type="submit"
            autoFocus={asking !== 'deferred'}
            isDisabled={busy || !decision.fits}
          >
            {t('informing.record')}
          </Button>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
        </div>
      </Form>
    </Dialog>
  )
}
