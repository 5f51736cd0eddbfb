import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { isWijk, wijkOf, type AreaList } from '../../../shared/domain/areas.ts'
import { shownTogether } from '../../../shared/domain/small-cells.ts'
import type { Quarter } from '../../../shared/calendar/quarters.ts'
import type { WijkFigures } from '../../../shared/api/neighbourhoods.ts'
import { useAreaName } from '../../client/areas.ts'
import { figureOf, MEASURES, quarterOfWijk, useFigureWords } from './words.ts'
import styles from './neighbourhoods.module.css'

const COUNTED = ['open', 'long', 'restored'] as const

interface Props {
  readonly list: AreaList | null
  readonly quarter: Quarter
  readonly chosen: string
  readonly onChoose: (code: string) => void
}

/** The figures of one wijk; its buurten have none, and the row says why. */
const WijkRows = ({ wijk, list, quarter, chosen, onChoose }: Props & { wijk: WijkFigures }) => {
  const { t } = useTranslation()
  const words = useFigureWords()
  const code = wijk.neighbourhood
  const name = useAreaName()(code)
  const buurten = list?.areas.filter((area) => !isWijk(area.code) && wijkOf(area.code) === code) ?? []
  return (
    <tbody>
      <tr className={code === chosen ? 'current' : undefined}>
        <th scope="row">
          <Button
            className="link"
            aria-current={code === chosen ? 'true' : undefined}
            onPress={() => onChoose(code)}
          >
            {name}
          </Button>
          {name !== code && <span className={`tiny muted ${styles.areaCode}`}> {code}</span>}
        </th>
        {COUNTED.map((measure) => (
          <td key={measure}>{words.figure(figureOf(wijk, measure, quarter))}</td>
        ))}
        <td>{words.median(quarterOfWijk(wijk, quarter).first) ?? t('wijken.tooFew')}</td>
      </tr>
      {buurten.map((area, at) => (
        <tr key={area.code} className={styles.buurt}>
          <th scope="row">
            {area.name}
            <span className={`tiny muted ${styles.areaCode}`}> {area.code}</span>
          </th>
          {at === 0 && (
            <td colSpan={4} rowSpan={buurten.length} className="small muted">
              {t('wijken.buurt')}
            </td>
          )}
        </tr>
      ))}
    </tbody>
  )
}

/** The map as a table, with the buurten of each wijk under it. */
export const FiguresTable = ({ wijken, ...props }: Props & { wijken: readonly WijkFigures[] }) => {
  const { t } = useTranslation()
  const words = useFigureWords()
  const together = COUNTED.map((measure) =>
    shownTogether(wijken.map((wijk) => figureOf(wijk, measure, props.quarter))),
  )
  return (
    <div className="framed" role="region" aria-label={t('wijken.table')} tabIndex={0}>
      <table className={`table ${styles.figures}`}>
        <thead>
          <tr>
            <th scope="col">{t('wijken.wijk')}</th>
            {MEASURES.map((measure) => (
              <th key={measure} scope="col">
                {t(`wijken.measures.${measure}`)}
              </th>
            ))}
          </tr>
        </thead>
        {wijken.map((wijk) => (
          <WijkRows key={wijk.neighbourhood} wijk={wijk} {...props} />
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
