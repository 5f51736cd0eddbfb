import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { StartInfo } from '../../../shared/bridge.ts'
import { DEMO_PASSPHRASE } from '../../../shared/demo.ts'
import { bridge } from '../../client/bridge.ts'
import { engine, useView } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction } from '../../ui/use-action.ts'

export const Unlock = ({ info }: { info: StartInfo }) => {
  const { t } = useTranslation()
  const { secret } = useView('session')
  const [typed, setTyped] = useState('')
  const action = useAction()
  const unlock = (phrase: string | null): void =>
    action.run(async () => {
      try {
        await engine().send({ kind: 'unlock', passphrase: phrase })
      } finally {
        setTyped('')
      }
    })
  const needed = secret !== 'none'
  const demo = info.demo && secret === 'passphrase'
  return (
    <main className="centre">
      <div className="card">
        <span className="mark">
          <Mark />
          {t('app.name')}
        </span>
        <h1>{t('unlock.title')}</h1>
        <p className="muted">{t('unlock.text')}</p>
        <Form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            unlock(needed ? typed : null)
          }}
        >
          {needed && (
            <TextInput
              type="password"
              label={t(secret === 'pin' ? 'lock.pin' : 'lock.passphrase')}
              value={typed}
              onChange={setTyped}
              autoFocus
              {...(secret === 'pin' ? { inputMode: 'numeric' as const } : {})}
            />
          )}
          <Fault error={action.error} />
          <Button
            look={demo ? 'plain' : 'primary'}
            type="submit"
            autoFocus={!needed}
            isDisabled={action.busy || (needed && typed === '')}
          >
            {action.busy ? t('app.oneMoment') : t('unlock.button')}
          </Button>
        </Form>
        {demo && (
          <>
            <p className="help">{t('unlock.demo', { who: info.profile, phrase: DEMO_PASSPHRASE })}</p>
            <Button look="primary" onPress={() => unlock(DEMO_PASSPHRASE)}>
              {t('unlock.demoButton')}
            </Button>
          </>
        )}
        {needed && !demo && <p className="help">{t('unlock.forgotten')}</p>}
        {bridge().edition === 'web' && <p className="help">{t('lock.web')}</p>}
      </div>
    </main>
  )
}
