import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Servers } from '../../../shared/bridge.ts'
import { bridge } from '../../client/bridge.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { serverAddress } from './address.ts'
import { Back, Card } from './card.tsx'

/**
 * Which municipality: the app may reach nothing else. The page begins again with a policy that names this
 * one.
 */
export const Municipality = ({ back }: { back: () => void }) => {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const next = (): void => {
    const relay = serverAddress(typed)
    const servers = Servers.safeParse({ relay, trustee: relay })
    setWrong(!servers.success)
    if (servers.success) void bridge().useServers(servers.data)
  }
  return (
    <Card title={t('enrol.municipalityTitle')} text={t('enrol.municipalityText')}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          next()
        }}
      >
        <TextInput
          label={t('enrol.municipality')}
          value={typed}
          onChange={setTyped}
          help={t('enrol.municipalityHelp')}
          error={wrong ? t('enrol.municipalityWrong') : null}
          autoFocus
        />
        <div className="row">
          <Button look="primary" type="submit" isDisabled={typed === ''}>
            {t('app.next')}
          </Button>
          <Back onPress={back} />
        </div>
      </Form>
    </Card>
  )
}
