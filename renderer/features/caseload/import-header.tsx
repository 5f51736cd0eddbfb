import { Check, FileSpreadsheet } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ImportingView } from '../../../shared/api/caseload.ts'
import styles from './caseload.module.css'

const STEPS = ['stepFile', 'stepColumns', 'stepCheck', 'stepDone'] as const
const PLACE: Readonly<Record<ImportingView['step'], number>> = {
  reading: 0,
  sheets: 0,
  columns: 1,
  check: 2,
  saving: 2,
  done: 3,
}

const Steps = ({ now }: { now: number }) => {
  const { t } = useTranslation()
  return (
    <ol className={styles.steps} aria-label={t('intake.steps')}>
      {STEPS.map((name, place) => (
        <li
          key={name}
          className={place < now ? styles.past : place === now ? styles.now : ''}
          aria-current={place === now ? 'step' : undefined}
        >
          <span className={styles.tick} aria-hidden="true">
            {place < now ? <Check size={14} /> : place + 1}
          </span>
          {place < now && <span className="hidden-visually">{t('intake.stepPast')}</span>}
          {t(`intake.${name}`)}
        </li>
      ))}
    </ol>
  )
}

export const ImportHeader = ({ importing: { step, file } }: { importing: ImportingView }) => {
  const { t } = useTranslation()
  const name = file.sheet ? `${file.name}, ${file.sheet}` : file.name
  return (
    <header className={styles.importHead}>
      <h1>{t('intake.title')}</h1>
      <Steps now={PLACE[step]} />
      {step !== 'done' && (
        <p className={`muted ${styles.file}`}>
          <FileSpreadsheet size={16} aria-hidden="true" />
          {file.rows > 0 ? t('intake.file', { name, count: file.rows }) : name}
        </p>
      )}
    </header>
  )
}
