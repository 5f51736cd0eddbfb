import { CalendarClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AbsenceView } from '../../../shared/api/absence.ts'
import { useDates } from '../../i18n/dates.ts'
import { Button } from '../../ui/button.tsx'
import styles from './caseload.module.css'

/** One line above the list: whether absence was read in, and for how many a report may be due. */
export const AbsenceBar = ({
  absence,
  onOpen,
}: {
  absence: NonNullable<AbsenceView>
  onOpen: () => void
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const count = absence.lines.filter(({ due }) => due !== null).length
  return (
    <div className={count > 0 ? 'card waits row' : `row ${styles.absence}`}>
      <CalendarClock size={18} aria-hidden="true" />
      <p className="grow small">
        {absence.readAt ? (
          <>
            {count > 0 ? <b>{t('absence.due', { count })}</b> : t('absence.nobody')}{' '}
            <span className="muted">{t('absence.readAt', { date: dates.day(absence.readAt) })}</span>
          </>
        ) : (
          t('absence.none')
        )}
      </p>
      <Button look={count > 0 ? 'plain' : 'quiet'} aria-haspopup="dialog" onPress={onOpen}>
        {t(count > 0 ? 'absence.look' : 'absence.open')}
      </Button>
    </div>
  )
}
