import { FileKey } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger, Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { StartInfo } from '../../../shared/bridge.ts'
import { DEMO_PASSPHRASE } from '../../../shared/demo.ts'
import { bridge } from '../../client/bridge.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Back, Card } from './card.tsx'

/** A device file: of the fictional town, or made on the device that this one takes over from. */
export const FromFile = ({ info, back }: { info: StartInfo; back: () => void }) => {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const action = useAction()
  const waiting = info.deviceFileWaiting
  const enrol = (phrase: string): void =>
    action.run(async () => {
      const bytes = file ? new Uint8Array(await file.arrayBuffer()) : await bridge().readDeviceFile()
      if (!bytes) return
      const { vaultRecord, servers, moving } = await engine().send({
        kind: 'enrol',
        file: new Uint8Array(bytes),
        passphrase: phrase,
      })
      await bridge().saveVault(vaultRecord)
      // A new policy for new servers loads the page again; what is left of a move is done at the next unlock.
      await bridge().useServers(servers)
      if (moving) await engine().send({ kind: 'finish-move' })
    })
  return (
    <Card title={t('enrol.title')} text={t(waiting ? 'enrol.waitingText' : 'enrol.fileText')}>
      {waiting ? (
        <p className="row">
          <FileKey size={18} aria-hidden="true" />
          {t('enrol.waiting')}
        </p>
      ) : (
        <FileTrigger onSelect={(files) => setFile(files?.[0] ?? null)}>
          <Button>
            <FileKey size={18} aria-hidden="true" />
            {file ? t('enrol.chosen') : t('enrol.chooseFile')}
          </Button>
        </FileTrigger>
      )}
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          enrol(passphrase)
        }}
      >
        <TextInput
          type="password"
          label={t('enrol.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          autoFocus={waiting}
        />
        <Fault error={action.error} />
        <div className="row">
          <Button
            look={info.demo && waiting ? 'plain' : 'primary'}
            type="submit"
            isDisabled={action.busy || (!waiting && !file) || passphrase === ''}
          >
            {action.busy ? t('enrol.busy') : t('enrol.button')}
          </Button>
          {!waiting && <Back onPress={back} />}
        </div>
      </Form>
      {info.demo && waiting && (
        <>
          <p className="help">{t('unlock.demo', { who: info.profile, phrase: DEMO_PASSPHRASE })}</p>
          <Button look="primary" isDisabled={action.busy} onPress={() => enrol(DEMO_PASSPHRASE)}>
            {action.busy ? t('enrol.busy') : t('unlock.demoButton')}
          </Button>
        </>
      )}
      {bridge().edition === 'web' && <p className="help">{t('lock.web')}</p>}
    </Card>
  )
}
