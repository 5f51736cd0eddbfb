import { CalendarCog, FileUp, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { AbsenceFile, AbsenceView } from '../../../shared/api/absence.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { HOLIDAYS, useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAction } from '../../ui/use-action.ts'
import { AbsenceFound } from './absence-found.tsx'
import { AbsentChild } from './absence-line.tsx'
import styles from './caseload.module.css'

const FILE_TYPES = [
  '.csv',
  '.tsv',
  '.txt',
  '.xlsx',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]

type Absence = NonNullable<AbsenceView>

/** A file with absence is read in, or what was read is forgotten. */
const ReadAbsence = ({
  absence,
  onRead,
  onClose,
}: {
  absence: Absence
  onRead: (found: AbsenceFile) => void
  onClose: () => void
}) => {
  const { t } = useTranslation()
  const { announce, open } = useInterface.getState()
  const action = useAction()
  const read = (file: File | undefined): void => {
    if (file) action.run(async () => onRead(await engine().send({ kind: 'open-absence', file })))
  }
  const forget = (): void =>
    action.run(async () => {
      await engine().send({ kind: 'forget-absence' })
      announce(t('absence.forgotten'))
    })
  const goToHolidays = (): void => {
    onClose()
    open('settings', HOLIDAYS)
  }
  return (
    <section className="stack tight">
      <h3>{t('absence.read')}</h3>
      <p className="small muted">{t('absence.readText')}</p>
      <div className="row">
        <FileTrigger acceptedFileTypes={FILE_TYPES} onSelect={(files) => read(files?.[0])}>
          <Button look={absence.readAt ? 'plain' : 'primary'} isDisabled={action.busy}>
            <FileUp size={16} aria-hidden="true" />
            {action.busy ? t('app.oneMoment') : t('list.import')}
          </Button>
        </FileTrigger>
        {absence.region && (
          <Button look="quiet" onPress={goToHolidays}>
            <CalendarCog size={16} aria-hidden="true" />
            {t('absence.holidays')}
          </Button>
        )}
        {absence.readAt && (
          <Button look="quiet" isDisabled={action.busy} onPress={forget}>
            <Trash2 size={16} aria-hidden="true" />
            {t('absence.forget')}
          </Button>
        )}
      </div>
      <Fault error={action.error} />
    </section>
  )
}

/**
 * Absence of the last weeks: for whom a report to DUO may be due, and reading it in. This program reports
 * nothing.
 */
export const AbsenceDialog = ({
  absence,
  today,
  onClose,
}: {
  absence: Absence
  today: string
  onClose: () => void
}) => {
  const { t } = useTranslation()
  const { announce } = useInterface.getState()
  const [found, setFound] = useState<AbsenceFile | null>(null)
  const stop = (): void => {
    setFound(null)
    void engine()
      .send({ kind: 'drop-absence' })
      .catch(() => {})
  }
  const close = (): void => {
    if (found) stop()
    onClose()
  }
  return (
    <Dialog title={t('absence.title')} open onClose={close} wide>
      {found ? (
        <AbsenceFound
          file={found}
          region={absence.region}
          onStop={stop}
          onKept={() => {
            setFound(null)
            announce(t('absence.kept'))
          }}
        />
      ) : (
        <>
          <p>{t('absence.about')}</p>
          {absence.lines.length > 0 ? (
            <ul className={styles.absents}>
              {absence.lines.map((line) => (
                <AbsentChild key={line.childId} line={line} today={today} />
              ))}
            </ul>
          ) : (
            absence.readAt && <p role="status">{t('absence.nobody')}</p>
          )}
          <p className="small muted">{t('absence.rule')}</p>
          <ReadAbsence absence={absence} onRead={setFound} onClose={onClose} />
          <div className="row">
            <Button onPress={close}>{t('app.close')}</Button>
          </div>
        </>
      )}
    </Dialog>
  )
}
