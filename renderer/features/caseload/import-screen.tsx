import { Check, FileSpreadsheet } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ImportingView } from '../../../shared/caseload.ts'
import { Bar } from '../../ui/bar.tsx'
import { CheckStep } from './check-step.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { DoneStep } from './done-step.tsx'
import type { ImportFile } from './import-file.ts'
import { SheetStep } from './sheet-step.tsx'
import { StopButton } from './stop-button.tsx'

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
    <ol className="steps" aria-label={t('intake.steps')}>
      {STEPS.map((name, place) => (
        <li
          key={name}
          className={place < now ? 'past' : place === now ? 'now' : ''}
          aria-current={place === now ? 'step' : undefined}
        >
          <span className="tick" aria-hidden="true">
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
    <header className="import-head">
      <h1>{t('intake.title')}</h1>
      <Steps now={PLACE[step]} />
      {step !== 'done' && (
        <p className="muted file">
          <FileSpreadsheet size={16} aria-hidden="true" />
          {file.rows > 0 ? t('intake.file', { name, count: file.rows }) : name}
        </p>
      )}
    </header>
  )
}

const Working = ({ importing }: { importing: ImportingView }) => {
  const { t } = useTranslation()
  const saving = importing.step === 'saving'
  const progress = importing.progress
  return (
    <div className="main">
      <ImportHeader importing={importing} />
      <section className="card stack working" aria-busy="true">
        <div role="status">
          <h2>{t(saving ? 'intake.saving' : 'intake.reading')}</h2>
        </div>
        <Bar
          label={t(saving ? 'intake.saving' : 'intake.reading')}
          value={progress && progress.total > 0 ? progress.done : null}
          total={progress?.total ?? 1}
        />
        <p className="muted">{t(saving ? 'intake.savingText' : 'intake.readingText')}</p>
        {!saving && (
          <div className="row">
            <StopButton />
          </div>
        )}
      </section>
    </div>
  )
}

export const ImportScreen = ({ importing, file }: { importing: ImportingView; file: ImportFile }) => {
  switch (importing.step) {
    case 'reading':
    case 'saving':
      return <Working importing={importing} />
    case 'sheets':
      return <SheetStep importing={importing} />
    case 'columns':
      return <ColumnsStep importing={importing} file={file} />
    case 'check':
      return <CheckStep importing={importing} />
    case 'done':
      return <DoneStep importing={importing} />
  }
}
