import { HardDriveDownload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { engine, useView } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAction } from '../../ui/use-action.ts'

/** The key of this device is there and its data is not. Nothing happens before a person chooses. */
export const Lost = () => {
  const { t } = useTranslation()
  const { lost } = useView('session')
  const [sure, setSure] = useState(false)
  const action = useAction()
  if (!lost) return null
  const { rescue, why } = lost
  const again = (): void => action.run(() => engine().lock())
  return (
    <main className="centre">
      <div className="card" role="alert">
        <h1>{t('lost.title')}</h1>
        <p className="row">
          <HardDriveDownload size={22} aria-hidden="true" />
          <span className="grow">{t(`error.${why}`)}</span>
        </p>
        <p>
          {rescue
            ? t('lost.rescue', {
                signals: t('lost.signals', { count: rescue.signals }),
                waiting: t('lost.waiting', { count: rescue.waiting }),
              })
            : t('lost.noRescue')}
        </p>
        <Fault error={action.error} />
        {rescue && (
          <Button
            look="primary"
            isDisabled={action.busy}
            onPress={() => action.run(() => engine().send({ kind: 'rebuild' }))}
          >
            {action.busy ? t('app.oneMoment') : t('lost.rebuild')}
          </Button>
        )}
        <div className="row">
          <Button isDisabled={action.busy} onPress={again}>
            {t('lost.again')}
          </Button>
          <Button isDisabled={action.busy} onPress={() => setSure(true)}>
            {t('lost.forget')}
          </Button>
        </div>
      </div>
      {sure && (
        <Dialog title={t('lost.forget')} open onClose={() => setSure(false)}>
          <p>{t('lost.forgetText')}</p>
          <div className="row">
            <Button
              look="primary"
              isDisabled={action.busy}
              onPress={() => {
                setSure(false)
                action.run(() => engine().send({ kind: 'forget-device' }))
              }}
            >
              {t('lost.forgetNow')}
            </Button>
            <Button onPress={() => setSure(false)}>{t('app.cancel')}</Button>
          </div>
        </Dialog>
      )}
    </main>
  )
}
