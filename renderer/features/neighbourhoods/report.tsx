/** The report of the wijken on paper and as rows: what the screen shows, all of it, and nothing else. */
import { useTranslation } from 'react-i18next'
import type { AreaList } from '../../../shared/domain/areas.ts'
import { shownTogether, type Shown } from '../../../shared/domain/small-cells.ts'
import type { Quarter } from '../../../shared/calendar/quarters.ts'
import { FIRST_ANSWERS, OPEN_AGES, type WijkFigures } from '../../../shared/api/neighbourhoods.ts'
import { useAreaName } from '../../client/areas.ts'
import { useToday } from '../../client/today.ts'
import { useDates } from '../../i18n/dates.ts'
import { PaperCode, PaperNote } from '../../ui/printout.tsx'
import { completeOn, quarterOfWijk, useFigureWords, useListCounts } from './words.ts'

interface Props {
  readonly wijken: readonly WijkFigures[]
  readonly list: AreaList | null
  readonly quarter: Quarter
}

/** A row for each figure: code, name, year of the list, period, what, part, at least. */
export const useReportRows = ({ wijken, list, quarter }: Props): (() => string[][]) => {
  const { t } = useTranslation()
  const name = useAreaName()
  const dates = useDates()
  const words = useFigureWords()
  const now = t('exporting.now', { date: dates.birth(useToday()) })
  const period = words.quarterTitle(quarter)
  return () => {
    const rowsOf = (
      code: string,
      called: string,
      wijk: (pick: (one: WijkFigures) => Shown) => string,
    ): string[][] => {
      const row = (when: string, what: string, part: string, pick: (one: WijkFigures) => Shown): string[] => [
        code,
        called,
        list ? String(list.year) : '',
        when,
        what,
        part,
        wijk(pick),
      ]
      return [
        row(now, t('wijken.measures.open'), t('exporting.all'), ({ open }) => open),
        ...OPEN_AGES.map((age, i) =>
          row(now, t('wijken.measures.open'), t(`wijken.age.${age}`), ({ ages }) => ages[i] ?? null),
        ),
        row(
          period,
          t('wijken.measures.restored'),
          t('exporting.all'),
          (one) => quarterOfWijk(one, quarter).restored,
        ),
        ...FIRST_ANSWERS.map((bin, i) =>
          row(
            period,
            t('wijken.firstTitle'),
            t(`wijken.first.${bin}`),
            (one) => quarterOfWijk(one, quarter).first[i] ?? null,
          ),
        ),
      ]
    }
    const number = (shown: Shown, none: string): string => (shown === null ? none : String(shown))
    return [
      [
        t('exporting.code'),
        t('exporting.wijk'),
        t('exporting.listYear'),
        t('exporting.period'),
        t('exporting.what'),
        t('exporting.part'),
        t('exporting.figure'),
      ],
      ...wijken.flatMap((wijk) =>
        rowsOf(wijk.neighbourhood, name(wijk.neighbourhood), (pick) => number(pick(wijk), t('wijken.few'))),
      ),
      ...(wijken.length > 1
        ? rowsOf('', t('wijken.together'), (pick) =>
            number(shownTogether(wijken.map(pick)), t('wijken.unknown')),
          )
        : []),
    ]
  }
}

export const ReportPaper = ({ wijken, list, quarter }: Props) => {
  const { t } = useTranslation()
  const name = useAreaName()
  const dates = useDates()
  const words = useFigureWords()
  const today = useToday()
  const countsOf = useListCounts()
  const table = (
    title: string,
    columns: readonly { readonly name: string; readonly pick: (wijk: WijkFigures) => Shown }[],
  ) => (
    <>
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('wijken.wijk')}</th>
            {columns.map((column) => (
              <th key={column.name} scope="col">
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {wijken.map((wijk) => (
            <tr key={wijk.neighbourhood}>
              <th scope="row">
                {name(wijk.neighbourhood)}
                {name(wijk.neighbourhood) !== wijk.neighbourhood && (
                  <>
                    <br />
                    <PaperCode>{wijk.neighbourhood}</PaperCode>
                  </>
                )}
              </th>
              {columns.map((column) => (
                <td key={column.name}>{words.brief(column.pick(wijk))}</td>
              ))}
            </tr>
          ))}
          {wijken.length > 1 && (
            <tr>
              <th scope="row">{t('wijken.together')}</th>
              {columns.map((column) => {
                const all = shownTogether(wijken.map(column.pick))
                return <td key={column.name}>{all === null ? '–' : words.brief(all)}</td>
              })}
            </tr>
          )}
        </tbody>
      </table>
    </>
  )
  return (
    <>
      <h1>{t('exporting.wijkenTitle', { quarter: words.quarter(quarter) })}</h1>
      <PaperNote>{t('exporting.made', { date: dates.birth(today) })}</PaperNote>
      <p>{t('wijken.rule')}</p>
      {table(`${t('wijken.now')}: ${dates.birth(today)}`, [
        { name: t('wijken.measures.open'), pick: ({ open }) => open },
        ...OPEN_AGES.map((age, i) => ({
          name: t(`wijken.age.${age}`),
          pick: ({ ages }: WijkFigures) => ages[i] ?? null,
        })),
      ])}
      {table(`${words.quarterTitle(quarter)}: ${t('wijken.restoredAndFirst')}`, [
        { name: t('wijken.measures.restored'), pick: (wijk) => quarterOfWijk(wijk, quarter).restored },
        ...FIRST_ANSWERS.map((bin, i) => ({
          name: t(`wijken.first.${bin}`),
          pick: (wijk: WijkFigures) => quarterOfWijk(wijk, quarter).first[i] ?? null,
        })),
      ])}
      <p>
        {t('wijken.whole', { date: dates.birth(completeOn(quarter)) })} {t('wijken.heard')}
      </p>
      {list && <PaperNote>{t('wijken.listYear', { year: list.year, ...countsOf(list) })}</PaperNote>}
    </>
  )
}
