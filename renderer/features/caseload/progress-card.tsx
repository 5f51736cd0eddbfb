import { Check, Laptop, Pause, Play, ShieldX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ColumnWhy, ImportingView } from '../../../shared/api/caseload.ts'
import { engine } from '../../client/engine.ts'
import { useNumbers } from '../../i18n/numbers.ts'
import { Bar } from '../../ui/bar.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './caseload.module.css'

const COMPARES: ReadonlySet<ColumnWhy> = new Set([
  'compare',
  'date-order',
  'date-serial',
  'date-mixed',
  'split',
  'family',
  'bsn-basis',
])

/** How far the check is, and what becomes of the columns. */
export const ProgressCard = ({
  importing: { progress, columns, file, problems },
}: {
  importing: ImportingView
}) => {
  const { t } = useTranslation()
  const write = useNumbers()
  const refused = columns.filter(({ choice }) => choice === 'never').length
  const used = columns.filter(({ use }) => use !== 'skip')
  const compares = used.filter(({ why }) => COMPARES.has(why)).length
  const counts = [
    [
      compares,
      t('intake.toCompare'),
      <Check key="i" size={16} className={styles.goodWords} aria-hidden="true" />,
      '',
    ],
    [used.length - compares, t('intake.local'), <Laptop key="i" size={16} aria-hidden="true" />, ''],
    [refused, t('intake.refused'), <ShieldX key="i" size={16} aria-hidden="true" />, 'danger-words'],
    [columns.length - used.length - refused, t('intake.unneeded'), null, ''],
  ] as const
  const { done, total, paused, secondsLeft } = progress ?? {
    done: file.rows,
    total: file.rows,
    paused: false,
    secondsLeft: null,
  }
  const wordsOf = (): string => {
    if (paused) return t('intake.paused')
    if (!progress) return t('intake.good', { count: file.rows - problems.rows - problems.skipped })
    return secondsLeft === null ? t('intake.goOn') : t('intake.seconds', { count: secondsLeft })
  }
  return (
    <section className="card stack tight">
      <div className="row apart">
        <h2 className="h3">{t(progress ? 'intake.checking' : 'intake.checked')}</h2>
        <b className="number">{t('intake.of', { done: write(done), total: write(total) })}</b>
      </div>
      <Bar label={t('intake.checking')} value={done} total={total} />
      <div className={`row apart ${styles.nowrap}`}>
        <p className="small muted">{wordsOf()}</p>
        {progress && (
          <Button look="quiet" onPress={() => void engine().send({ kind: 'pause-import', paused: !paused })}>
            {paused ? <Play size={16} aria-hidden="true" /> : <Pause size={16} aria-hidden="true" />}
            {t(paused ? 'intake.resume' : 'intake.pause')}
          </Button>
        )}
      </div>
      <ul className={styles.tally}>
        {counts
          .filter(([count]) => count > 0)
          .map(([count, what, icon, tone]) => (
            <li key={what} className={tone}>
              <b>{count}</b>
              <span className="grow">{what}</span>
              {icon}
            </li>
          ))}
      </ul>
    </section>
  )
}
