import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AbsenceLine } from '../../../shared/api/absence.ts'
import { engine } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useHours } from '../../i18n/numbers.ts'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { useAction } from '../../ui/use-action.ts'

/** One child: what was counted, until when to report, and what a person says they did. */
export const AbsentChild = ({
  line: { childId, name, group, due, reportedOn },
  today,
}: {
  line: AbsenceLine
  today: string
}) => {
  const { t, i18n } = useTranslation()
  const dates = useDates()
  const hours = useHours()
  const announce = useInterface((state) => state.announce)
  const [on, setOn] = useState<string | null>(today)
  const action = useAction()
  const say = (day: string | null): void =>
    action.run(async () => {
      await engine().send({ kind: 'set-reported', childId, on: day })
      announce(t('absence.said'))
    })
  return (
    <li className="stack tight">
      <div className="row apart">
        <b>
          {name}
          {group && <span className="muted"> · {t('signal.group', { group })}</span>}
        </b>
        {due && (
          <Chip tone={due.late ? 'alarm' : 'wait'}>{t('absence.chip', { hours: hours(due.hours) })}</Chip>
        )}
      </div>
      {due && (
        <p className="small">
          {t('absence.counted', {
            hours: hours(due.hours),
            from: dates.day(due.from),
            reached: dates.day(due.reached),
          })}{' '}
          <b className={due.late ? 'danger-words' : ''}>
            {t(due.late ? 'absence.late' : 'absence.reportBy', { date: dates.long(due.reportBy) })}
          </b>
        </p>
      )}
      {reportedOn && (
        <p className="row small">
          <span className="grow">{t('absence.reportedOn', { date: dates.day(reportedOn) })}</span>
          <Button
            look="quiet"
            aria-label={t('absence.undoOf', { name })}
            isDisabled={action.busy}
            onPress={() => say(null)}
          >
            {t('absence.undo')}
          </Button>
        </p>
      )}
      {due && (
        <div className="row small">
          <span>{t('absence.report')}</span>
          <DateField
            label={t('absence.reportOf', { name })}
            language={i18n.language}
            value={on}
            onChange={setOn}
            min={due.from}
            max={today}
          />
          <Button
            aria-label={t('absence.reportOf', { name })}
            isDisabled={action.busy || on === null || on > today || on < due.from}
            onPress={() => say(on)}
          >
            {t('absence.reported')}
          </Button>
        </div>
      )}
      <Fault error={action.error} />
    </li>
  )
}
