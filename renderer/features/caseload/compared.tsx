import { useTranslation } from 'react-i18next'
import type { ImportingView } from '../../../shared/api/caseload.ts'
import { useDates } from '../../i18n/dates.ts'

/** One line: what this file would do to the list. */
export const Compared = ({
  comparison,
  whole = false,
}: {
  comparison: ImportingView['comparison']
  whole?: boolean
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  if (!comparison)
    return (
      <span className="muted grow" role="status">
        {t('intake.comparing')}
      </span>
    )
  const { since, added, changed, gone, unchanged } = comparison
  const counts = [
    t('intake.new', { count: added }),
    ...(since || gone > 0
      ? [t('intake.gone', { count: gone }), t('intake.changed', { count: changed })]
      : []),
    ...(whole && unchanged > 0 ? [t('intake.same', { count: unchanged })] : []),
  ]
  return (
    <span className="grow" role="status">
      <b>{since ? t('intake.compared', { date: dates.day(since) }) : t('intake.comparedFirst')}</b>{' '}
      {counts.join(', ')}. {t('intake.noDouble')}
    </span>
  )
}
