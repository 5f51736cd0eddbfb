import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { isWijk, wijkOf, type AreaList } from '../../../shared/domain/areas.ts'
import { shownTogether } from '../../../shared/domain/small-cells.ts'
import type { Quarter } from '../../../shared/calendar/quarters.ts'
import type { WijkFigures } from '../../../shared/api/figures.ts'
import { useAreaName } from '../../client/areas.ts'
import { figureOf, quarterOfWijk, useFigureWords } from './words.ts'
import styles from './neighbourhoods.module.css'

/** The map as a table, with the buurten of each wijk under it: they have no figures, and the row says why. */
export const FiguresTable = ({
  wijken,
  list,
  quarter,
  chosen,
  onChoose,
}: {
  wijken: readonly WijkFigures[]
  list: AreaList | null
  quarter: Quarter
  chosen: string
  onChoose: (code: string) => void
}) => {
  const { t } = useTranslation()
  const name = useAreaName()
  const words = useFigureWords()
  const buurten = (code: string) =>
    list?.areas.filter((area) => !isWijk(area.code) && wijkOf(area.code) === code) ?? []
  const together = (['open', 'long', 'restored'] as const).map((measure) =>
    shownTogether(wijken.map((wijk) => figureOf(wijk, measure, quarter))),
  )
  return (
    <div className="framed" role="region" aria-label={t('wijken.table')} tabIndex={0}>
      <table className={`table ${styles.figures}`}>
        <thead>
          <tr>
            <th scope="col">{t('wijken.wijk')}</th>
            {(['open', 'long', 'restored', 'first'] as const).map((measure) => (
              <th key={measure} scope="col">
                {t(`wijken.measures.${measure}`)}
              </th>
            ))}
          </tr>
        </thead>
        {wijken.map((wijk) => (
          <tbody key={wijk.neighbourhood}>
            <tr className={wijk.neighbourhood === chosen ? 'current' : undefined}>
              <th scope="row">
                <Button
                  className="link"
                  aria-current={wijk.neighbourhood === chosen ? 'true' : undefined}
                  onPress={() => onChoose(wijk.neighbourhood)}
                >
                  {name(wijk.neighbourhood)}
                </Button>
                {name(wijk.neighbourhood) !== wijk.neighbourhood && (
                  <span className={`tiny muted ${styles.areaCode}`}> {wijk.neighbourhood}</span>
                )}
              </th>
              {(['open', 'long', 'restored'] as const).map((measure) => (
                <td key={measure}>{words.figure(figureOf(wijk, measure, quarter))}</td>
              ))}
              <td>{words.median(quarterOfWijk(wijk, quarter).first) ?? t('wijken.tooFew')}</td>
            </tr>
            {buurten(wijk.neighbourhood).map((area, at) => (
              <tr key={area.code} className={styles.buurt}>
                <th scope="row">
                  {area.name}
                  <span className={`tiny muted ${styles.areaCode}`}> {area.code}</span>
                </th>
                {at === 0 && (
                  <td colSpan={4} rowSpan={buurten(wijk.neighbourhood).length} className="small muted">
                    {t('wijken.buurt')}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        ))}
        {wijken.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">{t('wijken.together')}</th>
              {together.map((figure, i) => (
                <td key={i}>{figure === null ? t('wijken.unknown') : words.figure(figure)}</td>
              ))}
              <td />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}
