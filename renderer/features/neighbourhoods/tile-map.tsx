import { useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { isWijk, laidOut, type AreaList, type Place } from '../../../shared/domain/areas.ts'
import { FIRST_ANSWERS, type WijkFigures } from '../../../shared/api/neighbourhoods.ts'
import type { Quarter } from '../../../shared/calendar/quarters.ts'
import { useAreaName } from '../../client/areas.ts'
import { figureOf, quarterOfWijk, useFigureWords, type Measure } from './words.ts'
import styles from './neighbourhoods.module.css'

const STEPS: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
}

/** The nearest tile that way, and where there is none the next or last one in order. */
const nextTile = (
  codes: readonly string[],
  places: ReadonlyMap<string, Place>,
  from: string,
  [across, down]: readonly [number, number],
): string | undefined => {
  const here = places.get(from)!
  const ahead = codes
    .flatMap((code) => {
      const { column, row } = places.get(code)!
      const [along, beside] =
        across === 0
          ? [(row - here.row) * down, Math.abs(column - here.column)]
          : [(column - here.column) * across, Math.abs(row - here.row)]
      return along > 0 && beside <= (across === 0 ? Infinity : 0) ? [{ code, far: along * 100 + beside }] : []
    })
    .sort((a, b) => a.far - b.far)
  return ahead[0]?.code ?? codes[codes.indexOf(from) + across + down]
}

/** Hatched where a figure is hidden; another colour for what waits long. */
const trackStyle = (measure: Measure, figure: number | null): string => {
  if (figure === null) return `${styles.track} ${styles.few}`
  return measure === 'long' ? `${styles.track} ${styles.long}` : `${styles.track}`
}

interface Props {
  readonly wijken: readonly WijkFigures[]
  readonly list: AreaList | null
  readonly measure: Measure
  readonly quarter: Quarter
  readonly chosen: string
  readonly onChoose: (code: string) => void
}

/** What one tile shows of a wijk; `most`: the figure that fills its bar. */
const TileFigure = ({
  wijk,
  measure,
  quarter,
  most,
}: Pick<Props, 'measure' | 'quarter'> & { wijk: WijkFigures; most: number }) => {
  const { t } = useTranslation()
  const words = useFigureWords()
  if (measure !== 'first') {
    const figure = figureOf(wijk, measure, quarter)
    return (
      <>
        <span className={figure === null ? 'small' : 'number'}>{words.figure(figure)}</span>
        <span className={trackStyle(measure, figure)} aria-hidden="true">
          <span style={{ width: `${((figure ?? 0) / most) * 100}%` }} />
        </span>
      </>
    )
  }
  const { first } = quarterOfWijk(wijk, quarter)
  const median = words.median(first)
  const tallest = Math.max(10, ...first.map((part) => part ?? 0))
  return (
    <>
      <span className="small">
        {median === null ? t('wijken.tooFew') : t('wijken.median', { band: median })}
      </span>
      <span className={styles.steps} aria-hidden="true">
        {first.map((part, i) => (
          <span
            key={FIRST_ANSWERS[i]}
            className={part === null ? styles.few : ''}
            style={{ height: `${((part ?? 0) / tallest) * 100}%` }}
          />
        ))}
      </span>
    </>
  )
}

/** Where the tiles lie, and the one at which Tab stops: arrow keys go to the tile beside, above or below. */
const useTiles = ({ wijken, list, chosen }: Props) => {
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(chosen)
  const own = new Map(wijken.map((wijk) => [wijk.neighbourhood, wijk]))
  const places = laidOut(
    [...new Set([...(list?.areas.map(({ code }) => code).filter(isWijk) ?? []), ...own.keys()])],
    list?.areas ?? [],
  )
  const inOrder = [...places].toSorted(([, a], [, b]) => a.row - b.row || a.column - b.column)
  const stop = own.has(at) ? at : chosen
  const press = (event: React.KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const tiles = inOrder.map(([code]) => code).filter((code) => own.has(code))
    const next = nextTile(tiles, places, stop, step)
    if (next === undefined) return
    setAt(next)
    box.current?.querySelector<HTMLElement>(`[data-code="${next}"]`)?.focus()
  }
  return { box, own, inOrder, stop, setAt, press }
}

/** Wijken of others have a place and no figures. */
export const TileMap = (props: Props) => {
  const { wijken, measure, quarter, chosen, onChoose } = props
  const { t } = useTranslation()
  const name = useAreaName()
  const { box, own, inOrder, stop, setAt, press } = useTiles(props)
  const shown = measure === 'first' ? [] : wijken.map((wijk) => figureOf(wijk, measure, quarter) ?? 0)
  const most = Math.max(10, ...shown)
  return (
    <div
      ref={box}
      className={styles.tileMap}
      role="group"
      aria-label={t('wijken.map')}
      aria-describedby="map-help"
      onKeyDownCapture={press}
    >
      {inOrder.map(([code, { column, row }]) => {
        const wijk = own.get(code)
        const style = { '--column': column, '--row': row } as React.CSSProperties
        if (!wijk)
          return (
            <div key={code} className={`${styles.areaTile} ${styles.other}`} style={style}>
              <b>{name(code)}</b>
              {name(code) !== code && <span className="tiny">{code}</span>}
              <span className="tiny">{t('wijken.notYours')}</span>
            </div>
          )
        return (
          <Button
            key={code}
            data-code={code}
            className={styles.areaTile}
            style={style}
            excludeFromTabOrder={code !== stop}
            aria-pressed={code === chosen}
            onFocus={() => setAt(code)}
            onPress={() => {
              setAt(code)
              onChoose(code)
            }}
          >
            <b>{name(code)}</b>
            {name(code) !== code && <span className="tiny muted">{code}</span>}
            <TileFigure wijk={wijk} measure={measure} quarter={quarter} most={most} />
          </Button>
        )
      })}
    </div>
  )
}
