import { CalendarClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useView } from '../../client/engine.ts'
import { useHours } from '../../i18n/numbers.ts'

/** A duty of its own beside the signaal: said where somebody could take the one for the other. */
export const AbsenceHint = ({ childIds }: { childIds: readonly string[] }) => {
  const { t } = useTranslation()
  const hours = useHours()
  const lines = (useView('absence')?.lines ?? []).filter(
    ({ childId, due }) => due !== null && childIds.includes(childId),
  )
  if (lines.length === 0) return null
  const who = lines.map(({ name, due }) => t('absence.hours', { name, hours: hours(due!.hours) })).join(', ')
  return (
    <p className="remark wait" role="status">
      <CalendarClock size={16} aria-hidden="true" />
      <span>
        {childIds.length > 1
          ? t('absence.hintOf', { who })
          : t('absence.hint', { hours: hours(lines[0]!.due!.hours) })}
      </span>
    </p>
  )
}
