import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useAreaName } from '../../client/areas.ts'
import type { WijkCount } from './queue.ts'

const AGES = ['week', 'twoWeeks', 'longer'] as const

/** What the colours of the tiles say; a screen reader hears it in the tiles. */
export const AgeLegend = () => {
  const { t } = useTranslation()
  return (
    <p className="legend small muted" aria-hidden="true">
      {AGES.map((age) => (
        <span key={age}>
          <span className={`sign ${age}`} />
          {t(`triage.legend.${age}`)}
        </span>
      ))}
    </p>
  )
}

/** A wijk each: how many are open and how long they have been lost. Pressed: only this one. */
export const WijkTiles = ({
  wijken,
  chosen,
  onChoose,
}: {
  wijken: readonly WijkCount[]
  chosen: string | null
  onChoose: (wijk: string | null) => void
}) => {
  const { t } = useTranslation()
  const name = useAreaName()
  return (
    <ul className="wijk-tiles" aria-label={t('triage.wijken')}>
      {wijken.map(({ neighbourhood, open, ages, late }) => (
        <li key={neighbourhood}>
          <Button
            className="wijk-tile"
            aria-pressed={chosen === neighbourhood}
            onPress={() => onChoose(chosen === neighbourhood ? null : neighbourhood)}
          >
            <span className="row apart">
              <b>{name(neighbourhood)}</b>
              <b>{open}</b>
            </span>
            {name(neighbourhood) !== neighbourhood && <span className="tiny muted">{neighbourhood}</span>}
            <span className="hidden-visually">
              {AGES.map((age, i) => t(`triage.ages.${age}`, { count: ages[i]! })).join(', ')}
            </span>
            <span className="ages" aria-hidden="true">
              {ages.map((count, i) =>
                count > 0 ? <span key={AGES[i]} className={AGES[i]} style={{ flexGrow: count }} /> : null,
              )}
            </span>
            <span className={late > 0 ? 'small late' : 'small muted'}>
              {late > 0 ? t('triage.late', { count: late }) : t('triage.onTime')}
            </span>
          </Button>
        </li>
      ))}
    </ul>
  )
}
