import { ArrowRight, CircleAlert, History, Info, ShieldX } from 'lucide-react'
import { Button as AriaButton, DropZone, FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ColumnUse, type ImportColumn, type ImportingView } from '../../../shared/api/caseload.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Pills } from '../../ui/choice.tsx'
import { Select } from '../../ui/select.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Compared } from './compared.tsx'
import { droppedFile, FILE_TYPES, type ImportFile } from './import-file.ts'
import { ImportHeader } from './import-header.tsx'
import { ProblemsCard } from './problems-card.tsx'
import { ProgressCard } from './progress-card.tsx'
import { StopButton } from './stop-button.tsx'
import styles from './caseload.module.css'

const MASK = /^•+$/

const Sample = ({ text }: { text: string }) => {
  const { t } = useTranslation()
  return MASK.test(text) ? (
    <span className={styles.masked}>
      <span aria-hidden="true">{text}</span>
      <span className="hidden-visually">{t('intake.masked')}</span>
    </span>
  ) : (
    <>{text}</>
  )
}

const Column = ({ column, bsn }: { column: ImportColumn; bsn: boolean }) => {
  const { t } = useTranslation()
  const { index, header, sample, use, why, choice } = column
  if (choice === 'never')
    return (
      <tr className={styles.never}>
        <th scope="row">
          <s>{header}</s>
        </th>
        <td className={styles.sample}>
          <Sample text={sample} />
        </td>
        <td className={styles.arrow}>
          <ShieldX size={16} aria-hidden="true" />
        </td>
        <td>
          <b className={styles.refused}>{t('intake.never')}</b>
        </td>
        <td className={styles.why}>{t(`why.${why}`)}</td>
      </tr>
    )
  const options = ColumnUse.options.filter(
    (option) =>
      option === use || option === 'skip' || (choice === 'bsn' ? option === 'bsn' : option !== 'bsn' || bsn),
  )
  return (
    <tr className={use === 'skip' ? styles.unused : ''}>
      <th scope="row">{header}</th>
      <td className={styles.sample}>
        <Sample text={sample} />
      </td>
      <td className={styles.arrow}>
        <ArrowRight size={16} aria-hidden="true" />
      </td>
      <td>
        <Select
          label={t('intake.becomesOf', { header })}
          value={use}
          options={options.map((option) => [option, t(`use.${option}`)] as const)}
          onChange={(chosen) => void engine().send({ kind: 'set-import-column', column: index, use: chosen })}
        />
      </td>
      <td className={styles.why}>{t(`why.${why}`)}</td>
    </tr>
  )
}

/** What is not plain about the file, and the one thing only a person can know. */
const Remarks = ({ importing: { notes, century, missing } }: { importing: ImportingView }) => {
  const { t } = useTranslation()
  return (
    <div className="stack tight">
      {missing.map((what) => (
        <p key={what} className="remark wait" role="status">
          <CircleAlert size={16} aria-hidden="true" />
          {t(`intake.missing.${what}`)}
        </p>
      ))}
      {century && (
        <div className="remark wait row apart">
          <span className="row">
            <CircleAlert size={16} aria-hidden="true" />
            {t('intake.centuryText', { count: century.rows, example: century.example })}
          </span>
          <Pills
            label={t('intake.century')}
            value={century.chosen}
            onChange={(chosen) => void engine().send({ kind: 'set-import-option', century: chosen })}
            options={
              [
                ['20', t('intake.century20')],
                ['19', t('intake.century19')],
              ] as const
            }
          />
        </div>
      )}
      {notes.map(({ about, count, row }) => (
        <p key={about} className="remark">
          <Info size={16} aria-hidden="true" />
          {t(`intake.note.${about}`, { count, row: row ?? 0 })}
        </p>
      ))}
    </div>
  )
}

export const ColumnsStep = ({ importing, file }: { importing: ImportingView; file: ImportFile }) => {
  const { t } = useTranslation()
  const action = useAction()
  const ready = importing.missing.length === 0
  const go = (): void => {
    if (ready) action.run(() => engine().send({ kind: 'go-to-step', step: 'check' }))
  }
  useShortcuts([{ key: 'Enter', ctrl: true, run: go }])
  const bsn = importing.columns.some(({ choice }) => choice === 'bsn')
  return (
    <>
      <div className="main">
        <ImportHeader importing={importing} />
        {(importing.missing.length > 0 || importing.century || importing.notes.length > 0) && (
          <Remarks importing={importing} />
        )}
        <div className={styles.tableBox}>
          <table className={`table ${styles.mapping}`}>
            <thead>
              <tr>
                <th scope="col">{t('intake.inFile')}</th>
                <th scope="col">{t('intake.sample')}</th>
                <td />
                <th scope="col">{t('intake.becomes')}</th>
                <th scope="col">{t('intake.why')}</th>
              </tr>
            </thead>
            <tbody>
              {importing.columns.map((column) => (
                <Column key={column.index} column={column} bsn={bsn} />
              ))}
            </tbody>
          </table>
        </div>
        {ready && (
          <div className={`card ${styles.compared} row`}>
            <History size={18} aria-hidden="true" />
            <Compared comparison={importing.comparison} />
            {importing.comparison && (
              <AriaButton className="link" onPress={go}>
                {t('intake.seeDifference')}
              </AriaButton>
            )}
          </div>
        )}
        <DropZone
          className={styles.otherFile}
          aria-label={t('list.import')}
          onDrop={(event) => void droppedFile(event).then(file.open)}
        >
          <FileTrigger acceptedFileTypes={FILE_TYPES} onSelect={(files) => file.open(files?.[0])}>
            <Button look="quiet">{t('intake.other')}</Button>
          </FileTrigger>
        </DropZone>
        <Fault error={action.error ?? file.error} />
      </div>
      <aside className="panel" tabIndex={0} aria-label={t('intake.checking')}>
        <ProgressCard importing={importing} />
        <ProblemsCard importing={importing} />
        <div className="bottom stays">
          <p className="muted small">{t('intake.neverSignal')}</p>
          <div className={`row ${styles.buttons}`}>
            <StopButton />
            <Button look="primary" keys="Ctrl ↵" isDisabled={!ready || action.busy} onPress={go}>
              {t('intake.go')}
            </Button>
          </div>
        </div>
      </aside>
    </>
  )
}
