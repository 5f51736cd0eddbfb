import { Check, Equal, EyeOff, X, Minus, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { writtenPostcode } from '../../../shared/domain/postcode.ts'
import type { Comparison } from '../../../shared/api/possible-match.ts'
import { useAreaName } from '../../client/areas.ts'
import { useDates } from '../../i18n/dates.ts'
import { Chip } from '../../ui/chip.tsx'
import styles from './possible-match.module.css'

const LOOK: Readonly<Record<Comparison['result'], readonly ['good' | 'wait' | '', LucideIcon]>> = {
  equal: ['good', Check],
  alike: ['good', Equal],
  fits: ['good', Check],
  different: ['wait', X],
  'not-compared': ['', Minus],
}

type Row = Omit<Comparison, 'ours'> & { readonly ours: readonly (string | null)[] }

/**
 * One table for a family: a line per point, and a second one only where its children differ in the outcome.
 */
export type Compared = readonly { readonly comparisons: readonly Comparison[] }[]

const merged = (items: Compared): Row[] => {
  const rows: Row[] = []
  for (const comparison of items.flatMap(({ comparisons }) => comparisons)) {
    const same = rows.findIndex(
      ({ field, result }) => field === comparison.field && result === comparison.result,
    )
    const row = rows[same]
    if (row)
      rows[same] = {
        ...row,
        ours: row.ours.includes(comparison.ours) ? row.ours : [...row.ours, comparison.ours],
      }
    else {
      const after = rows.findLastIndex(({ field }) => field === comparison.field)
      rows.splice(after < 0 ? rows.length : after + 1, 0, { ...comparison, ours: [comparison.ours] })
    }
  }
  return rows
}

/**
 * `number` as said over the telephone; null where nothing of the signaal is known. `name`: whom to call in doubt;
 * none where a call would say what the person does not say.
 */
export const ComparisonTable = ({
  items,
  number,
  name,
}: {
  items: Compared
  number: string | null
  name?: string
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const areaName = useAreaName()
  const comparisons = merged(items)
  const written = (field: Comparison['field'], value: string | null): string => {
    if (value === null) return t('match.unknown')
    switch (field) {
      case 'birth-date':
        return dates.birth(value)
      case 'age-group':
        return t('signal.years', { count: Number(value) })
      case 'postcode':
        return writtenPostcode(value)
      case 'neighbourhood':
        return areaName(value)
      default:
        return value
    }
  }
  const compared = comparisons.filter(({ result }) => result !== 'not-compared')
  const good = compared.filter(({ result }) => result !== 'different').length
  return (
    <>
      <div className="framed" role="region" aria-label={t('match.step1')} tabIndex={0}>
        <table className={`table stacked ${styles.points}`}>
          <thead>
            <tr>
              <th scope="col">{t('match.field')}</th>
              <th scope="col" className={styles.oneLine}>
                {number === null ? t('hint.signal') : t('match.signal', { number })}
              </th>
              <th scope="col">{t('match.yourList')}</th>
              <th scope="col">{t('match.comparison')}</th>
            </tr>
          </thead>
          <tbody>
            {comparisons.map((row) => (
              <tr key={`${row.field}${row.result}`}>
                <th scope="row">{t(`match.fields.${row.field}`)}</th>
                <td data-column={t('hint.signal')}>
                  {(row.theirs && row.field === 'neighbourhood' ? areaName(row.theirs) : row.theirs) ?? (
                    <span className={styles.hides}>
                      <EyeOff size={15} aria-hidden="true" />
                      {t('match.hidden')}
                    </span>
                  )}
                </td>
                <td data-column={t('match.yourList')}>
                  <b>{row.ours.map((value) => written(row.field, value)).join(' · ')}</b>
                </td>
                <td>
                  <Chip tone={LOOK[row.result][0]} icon={LOOK[row.result][1]}>
                    {t(`match.result.${row.result}`)}
                  </Chip>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {number !== null && name !== undefined && (
        <p className="small muted">{t('match.agree', { good, all: compared.length, name, number })}</p>
      )}
    </>
  )
}
