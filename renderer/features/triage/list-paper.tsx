/**
 * The list as it is filtered, on paper and as rows: situations by their number. No name of a child, of the
 * one who asks or of a colleague, also where this device knows it.
 */
import { useTranslation } from 'react-i18next'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import { useAreaName } from '../../client/areas.ts'
import { useDates } from '../../i18n/dates.ts'
import { PaperCode, PaperNote } from '../../ui/printout.tsx'
import { daysLate } from './queue.ts'

const useStanding = (): ((signal: NeighbourhoodSignal) => string) => {
  const { t } = useTranslation()
  return ({ state, outcome, awaitsEnd }) =>
    state === 'closed' && outcome
      ? t(`outcome.${outcome}`)
      : state === 'answered' && awaitsEnd
        ? t('area.awaitsEnd')
        : t(`area.states.${state}`)
}

export const useListRows = (
  signals: readonly NeighbourhoodSignal[],
  today: string,
): (() => (string | number)[][]) => {
  const { t } = useTranslation()
  const name = useAreaName()
  const stateOf = useStanding()
  return () => [
    (['number', 'code', 'wijk', 'organisation', 'since', 'state', 'late'] as const).map((column) =>
      t(`exporting.${column}`),
    ),
    ...signals.map((signal) => [
      signal.number,
      signal.neighbourhood,
      name(signal.neighbourhood),
      signal.organisation,
      signal.lostSince,
      stateOf(signal),
      daysLate(signal, today),
    ]),
  ]
}

export const ListPaper = ({
  signals,
  today,
  filter,
}: {
  signals: readonly NeighbourhoodSignal[]
  today: string
  filter: string
}) => {
  const { t } = useTranslation()
  const name = useAreaName()
  const dates = useDates()
  const stateOf = useStanding()
  return (
    <>
      <h1>{t('exporting.triageTitle', { filter })}</h1>
      <PaperNote>{t('exporting.made', { date: dates.birth(today) })}</PaperNote>
      <p>{t('exporting.triageNote')}</p>
      <table>
        <thead>
          <tr>
            {(['number', 'wijk', 'organisation', 'since', 'state', 'late'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`exporting.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {signals.map((signal) => (
            <tr key={signal.id}>
              <th scope="row">{signal.number}</th>
              <td>
                {name(signal.neighbourhood)}
                {name(signal.neighbourhood) !== signal.neighbourhood && (
                  <>
                    <br />
                    <PaperCode>{signal.neighbourhood}</PaperCode>
                  </>
                )}
              </td>
              <td>{signal.organisation}</td>
              <td>{dates.birth(signal.lostSince)}</td>
              <td>{stateOf(signal)}</td>
              <td>{daysLate(signal, today) || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
