import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AbsenceFile } from '../../../shared/api/absence.ts'
import { publishedHolidays, Region } from '../../../shared/calendar/school-holidays.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { Pills } from '../../ui/choice.tsx'
import { useAction } from '../../ui/use-action.ts'

/** What was found in a file, before any of it is kept. */
export const AbsenceFound = ({
  file,
  region,
  onKept,
  onStop,
}: {
  file: AbsenceFile
  region: Region | null
  onKept: () => void
  onStop: () => void
}) => {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState(region)
  const action = useAction()
  const { rows, columns, children, unknown, otherKind, old, closed, unread, problems, hasKind } = file
  const lines = [
    ...(unknown > 0 ? [t('absence.unknown', { count: unknown })] : []),
    ...(otherKind > 0 ? [t('absence.otherKind', { count: otherKind })] : []),
    ...(old > 0 ? [t('absence.old', { count: old })] : []),
    ...(region !== null && closed > 0 ? [t('absence.closed', { count: closed })] : []),
    ...(unread > 0
      ? [
          `${t('absence.unread', { count: unread })} ${problems.map(({ row, problem }) => t(`absence.problem.${problem}`, { row })).join(', ')}${unread > problems.length ? '…' : ''}`,
        ]
      : []),
  ]
  const keep = (): void =>
    action.run(async () => {
      if (chosen && region === null)
        await engine().send({
          kind: 'set-school-holidays',
          region: chosen,
          holidays: publishedHolidays(chosen),
        })
      await engine().send({ kind: 'keep-absence' })
      onKept()
    })
  return (
    <div className="stack">
      <section className="stack tight" role="status">
        <h3>{t('absence.found')}</h3>
        <p>
          <b>{t('absence.children', { count: children })}</b>{' '}
          {t('absence.rows', { count: rows, columns: columns.join(', ') })}
        </p>
        {!hasKind && <p className="card waits small">{t('absence.noKind')}</p>}
        {lines.length > 0 && (
          <ul className="stack tight small muted">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </section>
      {region === null && (
        <section className="stack tight">
          <h3>{t('absence.region')}</h3>
          <p className="small muted">{t('absence.regionText')}</p>
          <Pills
            label={t('absence.region')}
            value={chosen}
            onChange={setChosen}
            options={Region.options.map((option) => [option, t(`holidays.region.${option}`)] as const)}
          />
        </section>
      )}
      <p className="small muted">{t('absence.replaces')}</p>
      <Fault error={action.error} />
      <div className="row">
        <Button look="primary" isDisabled={action.busy || chosen === null} onPress={keep}>
          {action.busy ? t('app.oneMoment') : t('absence.keep')}
        </Button>
        <Button isDisabled={action.busy} onPress={onStop}>
          {t('absence.stop')}
        </Button>
      </div>
    </div>
  )
}
