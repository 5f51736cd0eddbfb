import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { OrganisationDraft } from '../../../shared/membership/invitation.ts'
import type { InviteSeen } from '../../../shared/api/session.ts'
import { bridge } from '../../client/bridge.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { useSecretWords } from '../../i18n/secret-words.ts'
import { useInterface } from '../../state/interface.ts'
import { Button } from '../../ui/button.tsx'
import { emptySecret, isComplete, SecretFields, secretOf } from '../../ui/secret-fields.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction } from '../../ui/use-action.ts'
import { codeInAddress, forgetAddress } from './address.ts'
import { Back, Card } from './card.tsx'
import { OrganisationForm } from './organisation-form.tsx'

const NOBODY = { name: '', function: '', phone: '' }

/** Code, who you are, your lock: then the other side is asked. */
export const Join = ({ back }: { back: () => void }) => {
  const { t } = useTranslation()
  const keychain = useInterface((state) => state.keychain)
  const [code, setCode] = useState(codeInAddress())
  const [seen, setSeen] = useState<InviteSeen | null>(null)
  const [person, setPerson] = useState(NOBODY)
  const [organisation, setOrganisation] = useState<OrganisationDraft | null>(null)
  const [secret, setSecret] = useState(emptySecret(keychain))
  const action = useAction()
  const words = useSecretWords()
  const lookUp = (): void =>
    action.run(async () => {
      setSeen(await engine().send({ kind: 'look-up-invite', code }))
      forgetAddress()
    })
  const join = (): void =>
    action.run(async () => {
      const { vaultRecord } = await engine().send({
        kind: 'join',
        code,
        person,
        organisation,
        secret: secretOf(secret),
      })
      await bridge().saveVault(vaultRecord)
    })
  if (!seen) {
    return (
      <Card title={t('join.title')} text={t('join.text')}>
        <Form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault()
            lookUp()
          }}
        >
          <TextInput
            label={t('join.code')}
            value={code}
            onChange={setCode}
            help={t('join.codeHelp')}
            autoFocus
          />
          <Fault error={action.error} />
          <div className="row">
            <Button look="primary" type="submit" isDisabled={action.busy || code.trim() === ''}>
              {action.busy ? t('app.oneMoment') : t('app.next')}
            </Button>
            <Back onPress={back} />
          </div>
        </Form>
      </Card>
    )
  }
  if (seen.for === 'organisation' && !organisation)
    return (
      <OrganisationForm
        name={seen.organisation}
        onDone={(draft) => {
          setOrganisation(draft)
          setPerson({
            name: draft.contact.name,
            function: draft.contact.function,
            phone: draft.contact.phone,
          })
        }}
        back={() => setSeen(null)}
      />
    )
  const complete =
    person.name.trim() !== '' &&
    person.function.trim() !== '' &&
    person.phone.trim() !== '' &&
    isComplete(secret)
  return (
    <Card
      title={t('join.whoTitle')}
      text={t(seen.for === 'device' ? 'join.whoText' : 'join.whoOrganisation', {
        organisation: seen.organisation,
        by: seen.by,
      })}
    >
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (complete) join()
        }}
      >
        <TextInput
          label={t('join.name')}
          value={person.name}
          onChange={(name) => setPerson({ ...person, name })}
          maxLength={60}
          autoFocus
        />
        <TextInput
          label={t('join.function')}
          value={person.function}
          onChange={(role) => setPerson({ ...person, function: role })}
          help={t('join.functionHelp')}
          maxLength={60}
        />
        <TextInput
          type="tel"
          label={t('join.phone')}
          value={person.phone}
          onChange={(phone) => setPerson({ ...person, phone })}
          help={t('join.phoneHelp')}
          maxLength={24}
        />
        <SecretFields draft={secret} onChange={setSecret} keychain={keychain} words={words} />
        {bridge().edition === 'web' && <p className="help">{t('lock.web')}</p>}
        <Fault error={action.error} />
        <div className="row">
          <Button look="primary" type="submit" isDisabled={action.busy || !complete}>
            {action.busy ? t('enrol.busy') : t('join.ask')}
          </Button>
          <Back onPress={() => (organisation ? setOrganisation(null) : setSeen(null))} />
        </div>
      </Form>
    </Card>
  )
}
