import { CheckCheck, CloudOff, Hourglass, Split } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ObstacleView } from '../../../shared/api/obstacles.ts'
import { useToday } from '../../client/today.ts'
import { useDates } from '../../i18n/dates.ts'
import { Chip } from '../../ui/chip.tsx'

/** What was answered, or that answers differ; how late it is, or before which day an answer is owed. */
export const StateChip = ({ obstacle: { state, steps, lateDays, answerBy } }: { obstacle: ObstacleView }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const today = useToday()
  const said = steps.at(-1)?.replies.findLast(({ verdict }) => verdict !== 'passed-up')
  if (state === 'answered' && steps.at(-1)?.contradicts)
    return (
      <Chip tone="wait" icon={Split}>
        {t('obstacles.differ')}
      </Chip>
    )
  if (state === 'answered' && said)
    return (
      <Chip tone={said.verdict === 'not-possible' ? '' : 'good'} icon={CheckCheck}>
        {t(`obstacles.verdict.${said.verdict}`)}
      </Chip>
    )
  if (state === 'waiting') return <Chip icon={CloudOff}>{t('obstacles.waiting')}</Chip>
  if (lateDays > 0)
    return (
      <Chip tone="alarm" icon={Hourglass}>
        {t('obstacles.daysLate', { count: lateDays })}
      </Chip>
    )
  return answerBy === today ? (
    <Chip tone="wait" icon={Hourglass}>
      {t('obstacles.dueToday')}
    </Chip>
  ) : (
    <Chip>{t('obstacles.due', { date: dates.short(answerBy) })}</Chip>
  )
}
