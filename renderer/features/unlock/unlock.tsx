import { useState } from 'react'
import { Form, Input, Label, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { StartInfo } from '../../../shared/bridge.ts'
import { DEMO_PASSPHRASE } from '../../../shared/demo.ts'
import { engine, useView } from '../../client/engine.ts'
import { Fault } from '../../i18n/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useAction } from '../../ui/use-action.ts'

export const Unlock = ({ info }: { info: StartInfo }) => {
  const { t } = useTranslation()
  const { passphraseNeeded } = useView('session')
  const [passphrase, setPassphrase] = useState('')
  const action = useAction()
  const unlock = (phrase: string | null): void => action.run(() => engine().send({ kind: 'unlock', passphrase: phrase }))
  const demo = info.demo && passphraseNeeded
  return (
    <main className="centre">
      <div className="card">
        <span className="mark"><Mark />{t('app.name')}</span>
        <h1>{t('unlock.title')}</h1>
        <p className="muted">{t('unlock.text')}</p>
        <Form className="stack" onSubmit={(event) => { event.preventDefault(); unlock(passphraseNeeded ? passphrase : null) }}>
          {passphraseNeeded && <TextField className="field" type="password" value={passphrase} onChange={setPassphrase} autoFocus><Label>{t('unlock.passphrase')}</Label><Input className="input" autoComplete="off" /></TextField>}
          <Fault error={action.error} />
          <Button look={demo ? 'plain' : 'primary'} type="submit" autoFocus={!passphraseNeeded} isDisabled={action.busy || (passphraseNeeded && passphrase === '')}>{action.busy ? t('app.oneMoment') : t('unlock.button')}</Button>
        </Form>
        {demo && <><p className="help">{t('unlock.demo', { who: info.profile, phrase: DEMO_PASSPHRASE })}</p><Button look="primary" isDisabled={action.busy} onPress={() => unlock(DEMO_PASSPHRASE)}>{t('unlock.demoButton')}</Button></>}
      </div>
    </main>
  )
}
