import { useTranslation } from 'react-i18next'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'

/** Whether the municipality's server does as it says, as far as this device could see. */
export const WatchSection = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const { log } = useView('sync')
  if (!log) return null
  const rows = [
    ['checked', log.checkedAt],
    ['confirmed', log.confirmedAt],
    ['panel', log.panelAt],
  ] as const
  return (
    <section className="stack tight">
      <h2 className="h3">{t('watch.title')}</h2>
      <p className="muted">{t('watch.text')}</p>
      {log.problems.length > 0 || log.silent ? (
        <ul className="stack tight">
          {[...new Set(log.problems.map(({ what }) => what))].map((what) => (
            <li key={what}>
              <b>{t(`watch.problem.${what}`)}</b>
            </li>
          ))}
          {log.silent && (
            <li>
              <b>{t(`watch.silent.${log.silent}`)}</b> {t('watch.silent.means')}
            </li>
          )}
        </ul>
      ) : (
        <div role="status">
          <ul className="stack tight">
            {rows.map(([what, at]) => (
              <li key={what}>
                {at ? t(`watch.${what}`, { time: dates.moment(at) }) : t(`watch.not.${what}`)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
