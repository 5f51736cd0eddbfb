import { CircleCheck, Download, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportingView } from '../../../shared/api/caseload.ts'
import { engine, useView } from '../../client/engine.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ImportHeader } from './import-header.tsx'
import { useUnreadList } from './problems-card.tsx'
import { UndoImport } from './undo-import.tsx'
import styles from './caseload.module.css'

/** What was done, and the way back. */
export const DoneStep = ({ importing }: { importing: ImportingView }) => {
  const { t } = useTranslation()
  const { lastImport, undoUntil } = useView('caseload')
  const [undoing, setUndoing] = useState(false)
  const save = useUnreadList()
  const leave = (): void => void engine().send({ kind: 'cancel-import' })
  useShortcuts([{ key: 'Enter', ctrl: true, run: leave }])
  const { added, changed, unchanged, gone, removed, notRead, duplicates } = importing.outcome ?? {
    added: 0,
    changed: 0,
    unchanged: 0,
    gone: 0,
    removed: 0,
    notRead: 0,
    duplicates: 0,
  }
  const lines = [
    t('intake.new', { count: added }),
    t('intake.changed', { count: changed }),
    t('intake.same', { count: unchanged }),
    ...(removed > 0
      ? [t('intake.removed', { count: removed })]
      : gone > 0
        ? [t('intake.left', { count: gone })]
        : []),
    ...(duplicates > 0 ? [t('intake.note.duplicates', { count: duplicates, row: 0 })] : []),
    ...importing.notes
      .filter(({ about }) => about === 'bsn-left-out')
      .map(({ about, count, row }) => t(`intake.note.${about}`, { count, row: row ?? 0 })),
    ...(notRead > 0 ? [t('intake.notRead', { count: notRead })] : []),
  ]
  return (
    <div className="main">
      <ImportHeader importing={importing} />
      <section className={`card leaves stack ${styles.working}`}>
        <div role="status">
          <h2 className="row">
            <CircleCheck size={20} aria-hidden="true" />
            {t('intake.doneTitle')}
          </h2>
        </div>
        <ul className="stack tight">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="muted">
          {t('intake.doneText')} {t('intake.neverSignal')}
        </p>
        <div className="row">
          <Button look="primary" keys="Ctrl ↵" onPress={leave}>
            {t('intake.toList')}
          </Button>
          {undoUntil && (
            <Button onPress={() => setUndoing(true)}>
              <Undo2 size={16} aria-hidden="true" />
              {t('intake.undo')}
            </Button>
          )}
          {notRead > 0 && (
            <Button onPress={save}>
              <Download size={16} aria-hidden="true" />
              {t('intake.unread')}
            </Button>
          )}
        </div>
      </section>
      {undoing && lastImport && undoUntil && (
        <Dialog title={t('list.undoImportTitle')} open onClose={() => setUndoing(false)}>
          <UndoImport
            at={lastImport.at}
            until={undoUntil}
            onDone={() => setUndoing(false)}
            onUndone={leave}
          />
        </Dialog>
      )}
    </div>
  )
}
