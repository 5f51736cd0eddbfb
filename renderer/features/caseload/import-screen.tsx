import { useTranslation } from 'react-i18next'
import type { ImportingView } from '../../../shared/api/caseload.ts'
import { Bar } from '../../ui/bar.tsx'
import { CheckStep } from './check-step.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { DoneStep } from './done-step.tsx'
import type { ImportFile } from './import-file.ts'
import { ImportHeader } from './import-header.tsx'
import { SheetStep } from './sheet-step.tsx'
import { StopButton } from './stop-button.tsx'
import styles from './caseload.module.css'

const Working = ({ importing }: { importing: ImportingView }) => {
  const { t } = useTranslation()
  const saving = importing.step === 'saving'
  const progress = importing.progress
  return (
    <div className="main">
      <ImportHeader importing={importing} />
      <section className={`card stack ${styles.working}`} aria-busy="true">
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
