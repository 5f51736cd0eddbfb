import { Check, EyeOff, X, Minus, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Comparison, PossibleMatch } from '../../../shared/worker.ts'
import { useDates } from '../../i18n/dates.ts'
import { Chip } from '../../ui/chip.tsx'

const LOOK: Readonly<Record<Comparison['result'], readonly ['good' | 'wait' | '', LucideIcon]>> = { equal: ['good', Check], fits: ['good', Check], different: ['wait', X], 'not-compared': ['', Minus] }

export const ComparisonTable = ({ match, comparisons }: { match: PossibleMatch; comparisons: readonly Comparison[] }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const ours = ({ field, ours: value }: Comparison): string =>
    value === null ? t('match.unknown') : field === 'birth-date' ? dates.birth(value) : field === 'age-group' ? t('signal.years', { count: Number(value) }) : value
  const compared = comparisons.filter(({ result }) => result !== 'not-compared')
  const good = compared.filter(({ result }) => result !== 'different').length
  return (
    <>
      <div className="framed" role="region" aria-label={t('match.step1')} tabIndex={0}>
        <table className="table">
          <thead><tr><th scope="col">{t('match.field')}</th><th scope="col">{t('match.signal', { number: match.number })}</th><th scope="col">{t('match.yourList')}</th><th scope="col">{t('match.comparison')}</th></tr></thead>
          <tbody>
            {comparisons.map((row) => (
              <tr key={row.field}>
                <th scope="row">{t(`match.fields.${row.field}`)}</th>
                <td>{row.theirs ?? <span className="hides"><EyeOff size={15} aria-hidden="true" />{t('match.hidden')}</span>}</td>
                <td><b>{ours(row)}</b></td>
                <td><Chip tone={LOOK[row.result][0]} icon={LOOK[row.result][1]}>{t(`match.result.${row.result}`)}</Chip></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small muted">{t('match.agree', { good, all: compared.length, name: match.content.asker.name, number: match.number })}</p>
    </>
  )
}
