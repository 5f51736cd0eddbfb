import { FileKey } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger, Form, Input, Label, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { StartInfo } from '../../../shared/bridge.ts'
import { DEMO_PASSPHRASE } from '../../../shared/demo.ts'
import { bridge } from '../../client/bridge.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../i18n/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useAction } from '../../ui/use-action.ts'

export const Enrol = ({ info }: { info: StartInfo }) => {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const action = useAction()
  const waiting = info.deviceFileWaiting
  const enrol = (phrase: string): void => action.run(async () => {
    const bytes = file ? new Uint8Array(await file.arrayBuffer()) : await bridge().readDeviceFile()
    if (!bytes) return
    const { vaultRecord, servers } = await engine().send({ kind: 'enrol', file: new Uint8Array(bytes), passphrase: phrase })
    await bridge().saveVault(vaultRecord)
    await bridge().useServers(servers)
  })
  return (
    <main className="centre">
      <div className="card">
        <span className="mark"><Mark />{t('app.name')}</span>
        <h1>{t('enrol.title')}</h1>
        <p className="muted">{t('enrol.text')}</p>
        {waiting ? <p className="row"><FileKey size={18} aria-hidden="true" />{t('enrol.waiting')}</p> : (
          <FileTrigger onSelect={(files) => setFile(files?.[0] ?? null)}><Button><FileKey size={18} aria-hidden="true" />{file ? t('enrol.chosen') : t('enrol.choose')}</Button></FileTrigger>
        )}
        <Form className="stack" onSubmit={(event) => { event.preventDefault(); enrol(passphrase) }}>
          <TextField className="field" type="password" value={passphrase} onChange={setPassphrase} autoFocus><Label>{t('enrol.passphrase')}</Label><Input className="input" autoComplete="off" /></TextField>
          <Fault error={action.error} />
          <Button look={info.demo ? 'plain' : 'primary'} type="submit" isDisabled={action.busy || (!waiting && !file) || passphrase === ''}>{action.busy ? t('enrol.busy') : t('enrol.button')}</Button>
        </Form>
        {info.demo && waiting && <><p className="help">{t('unlock.demo', { who: info.profile, phrase: DEMO_PASSPHRASE })}</p><Button look="primary" isDisabled={action.busy} onPress={() => enrol(DEMO_PASSPHRASE)}>{action.busy ? t('enrol.busy') : t('unlock.demoButton')}</Button></>}
        {bridge().edition === 'web' && <p className="help">{t('enrol.web')}</p>}
      </div>
    </main>
  )
}
