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

/** An invitation while it is being taken up. */
const useJoin = () => {
  const keychain = useInterface((state) => state.keychain)
  const [code, setCode] = useState(codeInAddress())
  const [seen, setSeen] = useState<InviteSeen | null>(null)
  const [person, setPerson] = useState(NOBODY)
  const [organisation, setOrganisation] = useState<OrganisationDraft | null>(null)
  const [secret, setSecret] = useState(emptySecret(keychain))
  const action = useAction()
  const complete = Object.values(person).every((text) => text.trim() !== '') && isComplete(secret)
  return {
    keychain,
    code,
    setCode,
    seen,
    person,
    setPerson,
    organisation,
    secret,
    setSecret,
    action,
    complete,
    lookUp: (): void =>
      action.run(async () => {
        setSeen(await engine().send({ kind: 'look-up-invite', code }))
        forgetAddress()
      }),
    describe: (draft: OrganisationDraft): void => {
      setOrganisation(draft)
      const { name, function: role, phone } = draft.contact
      setPerson({ name, function: role, phone })
    },
    join: (): void => {
      if (!complete) return
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
    },
    back: (): void => (organisation ? setOrganisation(null) : setSeen(null)),
  }
}
type Joining = ReturnType<typeof useJoin>

const EnterCode = ({
  joining: { code, setCode, action, lookUp },
  back,
}: {
  joining: Joining
  back: () => void
}) => {
  const { t } = useTranslation()
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

const WhoYouAre = ({ joining, seen }: { joining: Joining; seen: InviteSeen }) => {
  const { t } = useTranslation()
  const words = useSecretWords()
  const { person, setPerson, secret, setSecret, action } = joining
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
          joining.join()
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
        <SecretFields draft={secret} onChange={setSecret} keychain={joining.keychain} words={words} />
        {bridge().edition === 'web' && <p className="help">{t('lock.web')}</p>}
        <Fault error={action.error} />
        <div className="row">
          <Button look="primary" type="submit" isDisabled={action.busy || !joining.complete}>
            {action.busy ? t('enrol.busy') : t('join.ask')}
          </Button>
          <Back onPress={joining.back} />
        </div>
      </Form>
    </Card>
  )
}

/** Code, who you are, your lock: then the other side is asked. */
export const Join = ({ back }: { back: () => void }) => {
  const joining = useJoin()
  const { seen } = joining
  if (!seen) return <EnterCode joining={joining} back={back} />
  if (seen.for === 'organisation' && !joining.organisation)
    return <OrganisationForm name={seen.organisation} onDone={joining.describe} back={joining.back} />
  return <WhoYouAre joining={joining} seen={seen} />
}
