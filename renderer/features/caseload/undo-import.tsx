import { useTranslation } from 'react-i18next'
import { engine } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { useAction } from '../../ui/use-action.ts'

/** What undoing does, and the button that does it. Times are ISO. */
export const UndoImport = ({
  at,
  until,
  onDone,
  onUndone = onDone,
}: {
  at: string
  until: string
  onDone: () => void
  onUndone?: () => void
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const announce = useInterface((state) => state.announce)
  const action = useAction()
  const undo = (): void =>
    action.run(async () => {
      await engine().send({ kind: 'undo-import' })
      announce(t('list.undone'))
      onUndone()
    })
  return (
    <div className="stack">
      <p>
        {t('list.undoImportText', { date: dates.moment(at) })}{' '}
        {t('list.undoImportUntil', { date: dates.day(until) })}
      </p>
      <Fault error={action.error} />
      <div className="row">
        <Button look="danger" isDisabled={action.busy} onPress={undo}>
          {action.busy ? t('app.oneMoment') : t('list.undoImport')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </div>
  )
}
