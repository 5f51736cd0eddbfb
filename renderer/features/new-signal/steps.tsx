import { subDays } from 'date-fns/subDays'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boundsOf } from '../../../shared/calendar/day-bounds.ts'
import { ParentsInformed, Urgency } from '../../../shared/domain/signal.ts'
import { useDates } from '../../i18n/dates.ts'
import { useTerm } from '../../i18n/term.ts'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Choices, Pills } from '../../ui/choice.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { UnsafeAdvice } from '../../widgets/unsafe-advice.tsx'
import { AbsenceHint } from './absence-hint.tsx'
import { Attempts } from './attempts.tsx'
import { ChildPicker } from './child-picker.tsx'
import { isoOf } from './draft.ts'
import { Step } from './step.tsx'
import type { NewSignalForm } from './use-new-signal.ts'
import styles from './new-signal.module.css'

const WEEKS = { week1: 7, week2: 14, week4: 28 } as const
type Weeks = keyof typeof WEEKS

interface StepProps {
  readonly form: NewSignalForm
}

export const ChildStep = ({ form: { draft, known, today, change, missing, fault, noted } }: StepProps) => {
  const { t } = useTranslation()
  return (
    <Step
      title={t('signal.child')}
      aside={t('signal.childHelp')}
      done={!missing.has('child')}
      fault={fault('child', t('signal.needChild'))}
    >
      <ChildPicker
        first={known.children[0] ?? null}
        siblings={known.siblings}
        childIds={draft.childIds}
        today={today}
        onChange={(childIds) => change({ childIds, weighing: null, ...noted.filledFor(childIds) })}
      />
      <AbsenceHint childIds={draft.childIds} />
    </Step>
  )
}

export const SinceStep = ({ form: { draft, today, base, change, missing, fault } }: StepProps) => {
  const { t, i18n } = useTranslation()
  const dates = useDates()
  /** A number of weeks takes the place of what stands in the field beside it, and of its fault. */
  const [picked, setPicked] = useState(0)
  const weeks = Object.keys(WEEKS) as Weeks[]
  const quick = weeks.find((one) => isoOf(subDays(base, WEEKS[one])) === draft.lostSince) ?? null
  const since =
    draft.lostSince && draft.lostSince <= today
      ? t('signal.daysAgo', {
          date: dates.long(draft.lostSince),
          count: dates.daysSince(draft.lostSince, today),
        })
      : null
  return (
    <Step
      title={t('signal.since')}
      aside={since}
      done={!missing.has('date')}
      fault={fault('date', draft.lostSince ? t('signal.needDateFuture') : t('signal.needDate'))}
    >
      <Pills
        label={t('signal.since')}
        value={quick}
        onChange={(one) => {
          setPicked(picked + 1)
          change({ lostSince: isoOf(subDays(base, WEEKS[one])) })
        }}
        options={weeks.map((one) => [one, t(`signal.${one}`)] as const)}
      >
        <span className="muted small">{t('signal.orOn')}</span>
        <DateField
          key={picked}
          label={t('signal.date')}
          language={i18n.language}
          value={quick ? null : draft.lostSince}
          {...boundsOf('lost', today)}
          onChange={(lostSince) => {
            if (lostSince !== null || !quick) change({ lostSince })
          }}
        />
      </Pills>
    </Step>
  )
}

export const TriedStep = ({ form: { draft, advice, change, missing, fault, noted } }: StepProps) => {
  const { t } = useTranslation()
  const dates = useDates()
  const enough = missing.has('tried') ? 'signal.triedNone' : 'signal.triedEnough'
  return (
    <Step
      title={t('signal.tried')}
      aside={t(advice !== 'usual' ? 'signal.triedUnsafe' : enough)}
      done={!missing.has('tried')}
      fault={fault('tried', t('signal.needTried'))}
    >
      <Attempts attempts={draft.attempts} onChange={(attempts) => change({ attempts })} />
      {noted.firstTried && (
        <p className="small muted">{t('attempts.filled', { date: dates.day(noted.firstTried) })}</p>
      )}
    </Step>
  )
}

export const UrgencyStep = ({ form: { draft, change } }: StepProps) => {
  const { t } = useTranslation()
  const term = useTerm()
  return (
    <Step title={t('signal.soon')} done>
      <Choices
        row
        label={t('signal.soon')}
        value={draft.urgency}
        onChange={(urgency) => change({ urgency })}
        options={Urgency.options.map((value) => ({
          value,
          title: t(`signal.${value}`),
          text: term(value),
        }))}
        aside={
          <button
            type="button"
            className={`choice ${styles.dashed}`}
            aria-haspopup="dialog"
            onClick={() => useInterface.getState().showSafety(true)}
          >
            <span>
              <b className="danger-words">{t('signal.danger')}</b>
              <span className="text">{t('signal.dangerText')}</span>
            </span>
          </button>
        }
      />
    </Step>
  )
}

export const ParentsStep = ({
  form: { draft, known, advice, isKnownUnsafe, change, missing, fault },
}: StepProps) => {
  const { t } = useTranslation()
  const isLater = draft.parents && draft.parents !== 'informed' && advice === 'usual'
  return (
    <Step
      title={t('signal.parents')}
      aside={isLater ? t('signal.parentsLater') : null}
      done={!missing.has('parents')}
      fault={fault('parents', t('signal.needParents'))}
    >
      <Pills
        label={t('signal.parents')}
        value={draft.parents}
        onChange={(parents) => change({ parents })}
        options={ParentsInformed.options
          .filter((value) => known.advice === 'usual' || value === 'unsafe' || value === 'informed')
          .map((value) => [value, t(`parents.${value}`)] as const)}
      />
      {advice !== 'usual' && <UnsafeAdvice text={t(isKnownUnsafe ? 'unsafe.linked' : 'unsafe.draft')} />}
    </Step>
  )
}

/** For oneself alone; folded until it is asked for. */
export const OwnNote = ({ form: { draft, change } }: StepProps) => {
  const { t } = useTranslation()
  const [open, setOpen] = useState(draft.note !== '')
  if (!open)
    return (
      <p className={styles.ownNote}>
        <Button look="quiet" onPress={() => setOpen(true)}>
          {t('signal.note')}…
        </Button>
      </p>
    )
  return (
    <TextInput
      label={t('signal.note')}
      value={draft.note}
      onChange={(note) => change({ note })}
      help={t('signal.noteText')}
      lines={3}
      maxLength={2000}
    />
  )
}
