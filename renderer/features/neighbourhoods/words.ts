/** Figures in words: never more than is shown, so an absent one is 'fewer than 10'. */
import { addDays } from 'date-fns/addDays'
import { formatISO } from 'date-fns/formatISO'
import { parseISO } from 'date-fns/parseISO'
import { useTranslation } from 'react-i18next'
import { isWijk, type AreaList } from '../../../shared/domain/areas.ts'
import { medianBand, type Shown } from '../../../shared/domain/small-cells.ts'
import { lastDayOf, type Quarter } from '../../../shared/calendar/quarters.ts'
import { FIRST_ANSWERS, type QuarterFigures, type WijkFigures } from '../../../shared/api/neighbourhoods.ts'

export const MEASURES = ['open', 'long', 'restored', 'first'] as const
export type Measure = (typeof MEASURES)[number]

/** The longest that a signaal lives: so long after its last day a quarter may still grow. */
const LIFE_DAYS = 90

export const quarterOfWijk = (wijk: WijkFigures, quarter: Quarter): QuarterFigures =>
  wijk.quarters.find((one) => one.quarter === quarter) ?? {
    quarter,
    restored: null,
    first: FIRST_ANSWERS.map(() => null),
  }
export const completeOn = (quarter: Quarter): string =>
  formatISO(addDays(parseISO(lastDayOf(quarter)), LIFE_DAYS), { representation: 'date' })

export const figureOf = (wijk: WijkFigures, measure: Exclude<Measure, 'first'>, quarter: Quarter): Shown =>
  measure === 'open'
    ? wijk.open
    : measure === 'long'
      ? (wijk.ages.at(-1) ?? null)
      : quarterOfWijk(wijk, quarter).restored

export interface FigureWords {
  figure(shown: Shown): string
  /** For a narrow column of a page. */
  brief(shown: Shown): string
  /** Where half had an answer. */
  median(first: readonly Shown[]): string | null
  quarter(quarter: Quarter): string
  quarterTitle(quarter: Quarter): string
}

export const useFigureWords = (): FigureWords => {
  const { t } = useTranslation()
  const split = (quarter: Quarter) => ({ year: quarter.slice(0, 4), number: quarter.slice(5) })
  const band = (at: number): string => t(`wijken.first.${FIRST_ANSWERS[at]!}`)
  const atLeast = (shown: number): string => t('wijken.atLeast', { count: shown })
  return {
    figure: (shown) => (shown === null ? t('wijken.few') : atLeast(shown)),
    brief: (shown) => (shown === null ? t('wijken.fewShort') : atLeast(shown)),
    median: (first) => {
      const found = medianBand(first)
      return (
        found &&
        (found.from === found.to
          ? band(found.from)
          : t('wijken.bandBetween', { from: band(found.from), to: band(found.to) }))
      )
    },
    quarter: (quarter) => t('wijken.quarterName', split(quarter)),
    quarterTitle: (quarter) => t('wijken.quarterShort', split(quarter)),
  }
}

/** How many wijken and buurten, in words. */
export const useListCounts = (): ((list: Pick<AreaList, 'areas'>) => {
  readonly wijken: string
  readonly buurten: string
}) => {
  const { t } = useTranslation()
  return ({ areas }) => {
    const wijken = areas.filter(({ code }) => isWijk(code)).length
    return {
      wijken: t('wijken.wijken', { count: wijken }),
      buurten: t('wijken.buurten', { count: areas.length - wijken }),
    }
  }
}
