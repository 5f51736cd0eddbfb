import { FileUp, History, Plus, Undo2, UsersRound } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button as AriaButton, DropZone, FileTrigger, Input, Label, SearchField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ListedChild } from '../../../shared/api/caseload.ts'
import { fullName } from '../../../shared/domain/child.ts'
import type { Person } from '../../../shared/api/session.ts'
import { useKnownChildren } from '../../client/children.ts'
import { engine, useView } from '../../client/engine.ts'
import { useToday } from '../../client/today.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { useAction } from '../../ui/use-action.ts'
import { AbsenceBar } from './absence-bar.tsx'
import { AbsenceDialog } from './absence-dialog.tsx'
import { ChildForm } from './child-form.tsx'
import { ChildList } from './child-list.tsx'
import { droppedFile, FILE_TYPES, useImportFile } from './import-file.ts'
import { ImportScreen } from './import-screen.tsx'
import { UndoImport } from './undo-import.tsx'
import styles from './caseload.module.css'

/** From so few children on, what is left is said above the list. */
const LITTLE_ROOM = 10

export const Caseload = ({ person }: { person: Person }) => {
  const importing = useView('importing')
  const file = useImportFile()
  return importing ? (
    <ImportScreen importing={importing} file={file} />
  ) : (
    <OwnList person={person} file={file} />
  )
}

/** What is looked for: who was looked for elsewhere, until something is typed. */
const useQuery = () => {
  const selected = useInterface((state) => state.selected)
  const wanted = useKnownChildren(selected === null ? [] : [selected]).children[0]
  const [typed, setTyped] = useState<{ readonly after: string | null; readonly text: string } | null>(null)
  const query = typed?.after === selected ? typed.text : wanted ? fullName(wanted) : ''
  return [query, (text: string): void => setTyped({ after: selected, text })] as const
}

/** Who was removed last, and the way back. */
const useRemoval = () => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const [removed, setRemoved] = useState<ListedChild | null>(null)
  const action = useAction()
  const remove = (child: ListedChild): void =>
    action.run(async () => {
      await engine().send({ kind: 'remove-child', childId: child.id })
      setRemoved(child)
      announce(t('list.removed', { name: fullName(child) }))
    })
  const putBack = (child: ListedChild): void =>
    action.run(async () => {
      await engine().send({ kind: 'undo-remove', childId: child.id })
      setRemoved(null)
      announce(t('list.restored'))
    })
  return { removed, remove, putBack, error: action.error }
}

/** How many children there are, and how many of them can be recognised by now. */
const Counts = ({ total }: { total: number }) => {
  const { t } = useTranslation()
  const { tokensDone, tokensTotal, room, savingData } = useView('sync')
  if (tokensTotal === 0) return null
  return (
    <span className="muted small" role="status">
      {t('list.count', { count: total })} · {t('list.tokens', { done: tokensDone, total: tokensTotal })}
      {room &&
        room.children < Math.max(LITTLE_ROOM, tokensTotal - tokensDone) &&
        ` · ${t('list.room', { count: room.children })}`}
      {savingData && tokensDone < tokensTotal && ` · ${t('list.savingData')}`}
    </span>
  )
}

type ImportFile = ReturnType<typeof useImportFile>

const DropFile = ({ file, first, onAdd }: { file: ImportFile; first: boolean; onAdd: () => void }) => {
  const { t } = useTranslation()
  return (
    <DropZone
      className={styles.drop}
      data-drop-zone=""
      aria-label={t('list.import')}
      onDrop={(event) => void droppedFile(event).then(file.open)}
    >
      <FileUp size={24} aria-hidden="true" />
      <span className="grow">
        <b>{t('list.drop')}</b>
        <br />
        <span className="small muted">{t('list.stays')}</span>
      </span>
      <Button onPress={onAdd} keys="+">
        <Plus size={16} aria-hidden="true" />
        {t('list.add')}
      </Button>
      <FileTrigger acceptedFileTypes={FILE_TYPES} onSelect={(files) => file.open(files?.[0])}>
        <Button look={first ? 'primary' : 'plain'} isDisabled={file.busy}>
          {file.busy ? t('app.oneMoment') : t('list.import')}
        </Button>
      </FileTrigger>
    </DropZone>
  )
}

const LastImport = ({ onUndo }: { onUndo: () => void }) => {
  const { t } = useTranslation()
  const dates = useDates()
  const { lastImport, undoUntil } = useView('caseload')
  if (!lastImport) return null
  return (
    <p className="row small muted">
      <History size={16} aria-hidden="true" />
      {t('list.lastImport', { date: dates.day(lastImport.at) })}
      {undoUntil && (
        <AriaButton className="link" onPress={onUndo}>
          {t('list.undoImport')}
        </AriaButton>
      )}
    </p>
  )
}

const OwnList = ({ person, file }: { person: Person; file: ImportFile }) => {
  const { t } = useTranslation()
  const { total, lastImport, undoUntil } = useView('caseload')
  const today = useToday()
  const absence = useView('absence')
  /** Undefined: no form; null: a new child. */
  const [editing, setEditing] = useState<ListedChild | null | undefined>(undefined)
  const [dialog, setDialog] = useState<'absence' | 'undo-import' | null>(null)
  const close = (): void => setDialog(null)
  const search = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useQuery()
  const { removed, remove, putBack, error } = useRemoval()
  const title = t(person.organisationKind.endsWith('school') ? 'nav.caseloadSchool' : 'nav.caseload')
  const add = (): void => setEditing(null)
  useShortcuts([
    { key: '+', run: add },
    { key: '/', run: () => search.current?.querySelector('input')?.focus() },
  ])
  const last = <LastImport onUndo={() => setDialog('undo-import')} />
  return (
    <div className="main">
      <header className="row apart">
        <h1>{title}</h1>
        <Counts total={total} />
      </header>
      <DropFile file={file} first={total === 0} onAdd={add} />
      <Fault error={file.error ?? error} />
      {file.error?.code === 'file-broken-quotes' && (
        <div className="row small">
          <Button onPress={file.readAnyway}>{t('intake.readAnyway')}</Button>
          <span className="muted">{t('intake.readAnywayText')}</span>
        </div>
      )}
      {removed && (
        <div className="card row apart" role="status">
          <span className="grow">{t('list.removed', { name: fullName(removed) })}</span>
          <Button onPress={() => putBack(removed)}>
            <Undo2 size={16} aria-hidden="true" />
            {t('list.undo')}
          </Button>
        </div>
      )}
      {total === 0 ? (
        <Empty within="h2" icon={UsersRound} title={t('list.emptyTitle')} text={t('list.emptyText')}>
          {last}
        </Empty>
      ) : (
        <>
          {absence && <AbsenceBar absence={absence} onOpen={() => setDialog('absence')} />}
          <div className={`row apart ${styles.bottomLine}`}>
            <SearchField
              ref={search}
              className={`field ${styles.listSearch}`}
              value={query}
              onChange={setQuery}
            >
              <Label>{t('list.search')}</Label>
              <Input className="input" placeholder={t('list.searchHelp')} />
            </SearchField>
            {last}
          </div>
          <ChildList label={title} query={query} onEdit={setEditing} onRemove={remove} />
        </>
      )}
      {editing !== undefined && (
        <ChildForm
          key={editing?.id ?? 'new'}
          child={editing}
          today={today}
          onClose={() => setEditing(undefined)}
        />
      )}
      {dialog === 'absence' && absence && <AbsenceDialog absence={absence} today={today} onClose={close} />}
      {dialog === 'undo-import' && lastImport && undoUntil && (
        <Dialog title={t('list.undoImportTitle')} open onClose={close}>
          <UndoImport at={lastImport.at} until={undoUntil} onDone={close} />
        </Dialog>
      )}
    </div>
  )
}
