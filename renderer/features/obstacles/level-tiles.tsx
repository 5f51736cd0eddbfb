import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObstacleLevel } from '../../../shared/domain/obstacle.ts'
import type { LevelCount } from './board.ts'
import styles from './obstacles.module.css'

const AGES = ['week', 'twoWeeks', 'longer'] as const

/** A level each: how many wait there and since when. Pressed: only this one. */
export const LevelTiles = ({
  levels,
  chosen,
  onChoose,
}: {
  levels: readonly LevelCount[]
  chosen: ObstacleLevel | null
  onChoose: (level: ObstacleLevel | null) => void
}) => {
  const { t } = useTranslation()
  return (
    <>
      <ul className="wijk-tiles" aria-label={t('obstacles.levels')}>
        {levels.map(({ level, open, ages, late }) => (
          <li key={level}>
            <Button
              className="wijk-tile"
              aria-pressed={chosen === level}
              onPress={() => onChoose(chosen === level ? null : level)}
            >
              <b>{t(`obstacles.level.${level}`)}</b>
              <span className="hidden-visually">
                {AGES.map((age, i) => t(`obstacles.ages.${age}`, { count: ages[i]! })).join(', ')}
              </span>
              <span className={styles.levelCount}>
                <b>{open}</b>
                <span className="ages" aria-hidden="true">
                  {ages.map((count, i) =>
                    count > 0 ? <span key={AGES[i]} className={AGES[i]} style={{ flexGrow: count }} /> : null,
                  )}
                </span>
              </span>
              <span className={late > 0 ? 'small late' : 'small muted'}>
                {late > 0
                  ? t('obstacles.late', { count: late })
                  : t(open > 0 ? 'obstacles.onTime' : 'obstacles.nothing')}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      <p className="legend small muted" aria-hidden="true">
        {AGES.map((age) => (
          <span key={age}>
            <span className={`sign ${age}`} />
            {t(`obstacles.legend.${age}`)}
          </span>
        ))}
      </p>
    </>
  )
}
