import { Map as MapIcon } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useView } from '../../client/engine.ts'
import { ExportRow } from '../../widgets/export-row.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Select } from '../../ui/select.tsx'
import { AreaDialog } from './area-dialog.tsx'
import { Detail } from './detail.tsx'
import { FiguresTable } from './figures-table.tsx'
import { ReportPaper, useReportRows } from './report.tsx'
import { TileMap } from './tile-map.tsx'
import { MEASURES, useFigureWords, useListCounts, type Measure } from './words.ts'
import styles from './neighbourhoods.module.css'

export const Neighbourhoods = () => {
  const { t } = useTranslation()
  const wijken = useView('figures') ?? []
  const list = useView('areas')
  const words = useFigureWords()
  const countsOf = useListCounts()
  const selected = useInterface((state) => state.selected)
  const select = useInterface((state) => state.select)
  const [measure, setMeasure] = useState<Measure>('open')
  const [asked, setQuarter] = useState<string | null>(null)
  const [changing, setChanging] = useState(false)
  const current = wijken.find(({ neighbourhood }) => neighbourhood === selected) ?? wijken[0]
  const quarters = current?.quarters.map(({ quarter }) => quarter) ?? []
  const quarter = quarters.find((one) => one === asked) ?? quarters[0] ?? ''
  const rows = useReportRows({ wijken, list, quarter })
  if (!current) return <Empty icon={MapIcon} title={t('wijken.emptyTitle')} text={t('wijken.emptyText')} />
  const shared = { wijken, list, quarter, chosen: current.neighbourhood, onChoose: select }
  return (
    <>
      <div className={`main ${styles.wijken}`}>
        <header>
          <h1>{t('nav.neighbourhoods')}</h1>
          <p className="muted">{t('wijken.intro')}</p>
        </header>
        <div className="row apart">
          <div className="tabs" role="group" aria-label={t('wijken.measure')}>
            {MEASURES.map((one) => (
              <AriaButton
                key={one}
                className="tab"
                aria-pressed={one === measure}
                onPress={() => setMeasure(one)}
              >
                {t(`wijken.measures.${one}`)}
              </AriaButton>
            ))}
          </div>
          <Select
            label={t('wijken.quarter')}
            value={quarter}
            options={quarters.map((one) => [one, words.quarterTitle(one)] as const)}
            onChange={setQuarter}
          />
        </div>
        <p className="small" role="status">
          {t(`wijken.measureText.${measure}`, { quarter: words.quarter(quarter) })}{' '}
          <span id="map-help" className="muted keys">
            {t('wijken.mapHelp')}
          </span>
        </p>
        <TileMap {...shared} measure={measure} />
        <p className="small muted">{t('wijken.rule')}</p>
        <FiguresTable {...shared} />
        <div className="row apart">
          <p className="small muted grow">
            {list ? t('wijken.listYear', { year: list.year, ...countsOf(list) }) : t('wijken.listNone')}
          </p>
          <Button look="quiet" onPress={() => setChanging(true)}>
            {t('wijken.listOpen')}
          </Button>
        </div>
        <ExportRow
          what="figures"
          rows={rows}
          paper={<ReportPaper wijken={wijken} list={list} quarter={quarter} />}
        />
      </div>
      <Detail wijk={current} quarter={quarter} />
      {changing && <AreaDialog onClose={() => setChanging(false)} />}
    </>
  )
}
