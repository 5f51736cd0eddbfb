import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { download } from '../../client/download.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction } from '../../ui/use-action.ts'

/** Everything on this device in one sealed file, for a new one. */
export const MoveSection = () => {
  const { t } = useTranslation()
  const announce = useInterface((state) => state.announce)
  const [open, setOpen] = useState(false)
  const [phrase, setPhrase] = useState({ value: '', again: '' })
  const action = useAction()
  const close = (): void => {
    setOpen(false)
    setPhrase({ value: '', again: '' })
    action.clear()
  }
  const differ = phrase.again !== '' && phrase.again !== phrase.value
  const ready = phrase.value.length >= 10 && phrase.value === phrase.again
  const make = (): void =>
    action.run(async () => {
      const { file } = await engine().send({ kind: 'export-device', passphrase: phrase.value })
      download(file, 'ruggensteun.device')
      announce(t('settings.moveDone'))
      close()
    })
  return (
    <section className="stack tight">
      <h2 className="h3">{t('settings.move')}</h2>
      <p className="muted">{t('settings.moveText')}</p>
      <div className="row">
        <Button onPress={() => setOpen(true)}>{t('settings.moveButton')}</Button>
      </div>
      {open && (
        <Dialog title={t('settings.move')} open onClose={close}>
          <Form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault()
              if (ready) make()
            }}
          >
            <TextInput
              type="password"
              label={t('settings.movePassphrase')}
              value={phrase.value}
              onChange={(value) => setPhrase({ ...phrase, value })}
              help={t('lock.passphraseText')}
              autoFocus
            />
            <TextInput
              type="password"
              label={t('lock.again')}
              value={phrase.again}
              onChange={(again) => setPhrase({ ...phrase, again })}
              error={differ ? t('lock.differ') : null}
            />
            <Fault error={action.error} />
            <div className="row">
              <Button look="primary" type="submit" isDisabled={action.busy || !ready}>
                {action.busy ? t('app.oneMoment') : t('settings.moveButton')}
              </Button>
              <Button onPress={close}>{t('app.cancel')}</Button>
            </div>
          </Form>
        </Dialog>
      )}
    </section>
  )
}
