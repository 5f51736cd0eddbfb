import { House, Mail, MessageCircle, Minus, Phone, School, Users, type LucideIcon } from 'lucide-react'
import { ToggleButton, Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { AttemptWay, type Attempt } from '../../../shared/domain/signal.ts'
import styles from './new-signal.module.css'

const ICONS: Readonly<Record<AttemptWay, LucideIcon>> = {
  called: Phone,
  messaged: MessageCircle,
  visited: House,
  letter: Mail,
  'other-parent': Users,
  'sibling-school': School,
}
const MAX_TIMES = 20

/** Pressing a way again counts one more; the minus takes one off. */
export const Attempts = ({
  attempts,
  onChange,
}: {
  attempts: readonly Attempt[]
  onChange: (attempts: Attempt[]) => void
}) => {
  const { t } = useTranslation()
  const timesOf = (way: AttemptWay): number => attempts.find((attempt) => attempt.way === way)?.times ?? 0
  const set = (way: AttemptWay, times: number): void =>
    onChange(
      AttemptWay.options
        .map((option) => ({
          way: option,
          times: option === way ? Math.min(times, MAX_TIMES) : timesOf(option),
        }))
        .filter((attempt) => attempt.times > 0),
    )
  return (
    <div className="pills" role="group" aria-label={t('signal.tried')}>
      {AttemptWay.options.map((way) => {
        const [Icon, times] = [ICONS[way], timesOf(way)]
        /** What is read aloud begins with what is seen. */
        const shown =
          times > 1 ? `${t(`way.${way}`)} ${t('signal.times', { count: times })}` : t(`way.${way}`)
        return (
          <span key={way} className={styles.split}>
            <ToggleButton
              className="pill"
              isSelected={times > 0}
              onChange={() => set(way, times + 1)}
              aria-label={times > 0 ? t('signal.timesLabel', { way: shown, count: times }) : shown}
            >
              <Icon size={16} aria-hidden="true" />
              {t(`way.${way}`)}
              {times > 1 && (
                <>
                  {' '}
                  <b>{t('signal.times', { count: times })}</b>
                </>
              )}
            </ToggleButton>
            {times > 0 && (
              <Button
                className={styles.less}
                aria-label={t('signal.fewer', { way: t(`way.${way}`) })}
                onPress={() => set(way, times - 1)}
              >
                <Minus size={14} aria-hidden="true" />
              </Button>
            )}
          </span>
        )
      })}
    </div>
  )
}
