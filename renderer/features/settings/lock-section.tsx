import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../client/bridge.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useSecretWords } from '../../i18n/secret-words.ts'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { emptySecret, isComplete, SecretFields, secretOf } from '../../ui/secret-fields.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction } from '../../ui/use-action.ts'

/** Another PIN or passphrase; the present one is asked first, where there is one. */
export const LockSection = () => {
  const { t } = useTranslation()
  const words = useSecretWords()
  const keychain = useInterface((state) => state.keychain)
  const announce = useInterface((state) => state.announce)
  const [open, setOpen] = useState(false)
  const [current, setCurrent] = useState('')
  const [secret, setSecret] = useState(emptySecret(keychain))
  const action = useAction()
  const close = (): void => {
    setOpen(false)
    setCurrent('')
    setSecret(emptySecret(keychain))
    action.clear()
  }
  const save = (): void =>
    action.run(async () => {
      const { vaultRecord } = await engine().send({
        kind: 'change-lock',
        current: current || null,
        secret: secretOf(secret),
      })
      await bridge().saveVault(vaultRecord)
      announce(t('settings.lockSaved'))
      close()
    })
  return (
    <section className="stack tight">
      <h2 className="h3">{t('settings.lock')}</h2>
      <p className="muted">{t('settings.lockText')}</p>
      <div className="row">
        <Button onPress={() => setOpen(true)}>{t('settings.lockChange')}</Button>
      </div>
      {open && (
        <Dialog title={t('settings.lockChange')} open onClose={close}>
          <Form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault()
              if (isComplete(secret)) save()
            }}
          >
            <TextInput
              type="password"
              label={t('settings.lockCurrent')}
              value={current}
              onChange={setCurrent}
              autoFocus
            />
            <SecretFields draft={secret} onChange={setSecret} keychain={keychain} words={words} />
            <Fault error={action.error} />
            <div className="row">
              <Button look="primary" type="submit" isDisabled={action.busy || !isComplete(secret)}>
                {action.busy ? t('app.oneMoment') : t('admin.save')}
              </Button>
              <Button onPress={close}>{t('app.cancel')}</Button>
            </div>
          </Form>
        </Dialog>
      )}
    </section>
  )
}
