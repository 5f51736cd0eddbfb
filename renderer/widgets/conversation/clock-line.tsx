import { Hourglass, PauseCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ClockView } from '../../../shared/api/conversation.ts'
import { useDates } from '../../i18n/dates.ts'
import { Reach } from '../reach.tsx'
import styles from './conversation.module.css'

/** Whose turn it is, until when, and who is next: the ruggensteunklok in words. `name`: the other. */
export const ClockLine = ({ clock, name }: { clock: ClockView; name: string }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { stage, turn, dueOn, late, next, standIn } = clock
  const turnOfStandIn = turn === 'your-stand-in' || turn === 'their-stand-in'
  const main = (): string => {
    if (turn === 'coordinator') return t('clock.coordinator')
    if (turnOfStandIn)
      return t(turn === 'your-stand-in' ? 'clock.yourStandIn' : 'clock.standIn', {
        name: standIn?.name ?? '',
      })
    if (stage === 'first-answer') return t(turn === 'you' ? 'clock.answerYou' : 'clock.anybody')
    return t(`clock.${stage}${turn === 'you' ? 'You' : 'Other'}`, { name })
  }
  const after =
    next &&
    (next.turn === 'coordinator'
      ? t('clock.thenCoordinator', { date: dates.long(next.on) })
      : standIn && t('clock.thenStandIn', { date: dates.long(next.on), name: standIn.name }))
  const Icon = clock.paused ? PauseCircle : Hourglass
  return (
    <div className={`${styles.clock} row ${late ? styles.late : ''}`}>
      <Icon size={18} aria-hidden="true" />
      <p className="grow">
        <b>{main()}</b>{' '}
        <span className={late ? styles.wrong : ''}>
          {t(late ? 'clock.late' : 'clock.due', { date: dates.long(dueOn) })}.
        </span>
        {after && <span className="muted"> {after}</span>}
      </p>
      {turnOfStandIn && standIn && <Reach kind="call" written={standIn.phone} />}
    </div>
  )
}
