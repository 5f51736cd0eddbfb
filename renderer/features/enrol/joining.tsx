import { CircleX, Hourglass, Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { engine, useView } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { CheckWords } from '../../ui/check-words.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Card } from './card.tsx'

/** Asked, and not yet in: the check words as soon as both sides have them. */
export const JoiningScreen = () => {
  const { t } = useTranslation()
  const { joining } = useView('session')
  const action = useAction()
  if (!joining) return null
  const cancel = (): void => action.run(() => engine().send({ kind: 'cancel-join' }))
  const ended = joining.refused || joining.problem === 'invite-broken' || joining.problem === 'invite-unknown'
  if (ended) {
    return (
      <Card title={t('joining.refusedTitle')}>
        <p className="row" role="alert">
          <CircleX size={20} aria-hidden="true" />
          <span className="grow">
            {joining.refused ? t('joining.refused') : t(`error.${joining.problem!}`)}
          </span>
        </p>
        <Button look="primary" onPress={cancel}>
          {t('joining.again')}
        </Button>
      </Card>
    )
  }
  return (
    <Card
      title={t('joining.title', { organisation: joining.organisation })}
      text={t(joining.for === 'device' ? 'joining.text' : 'joining.textOrganisation')}
    >
      {joining.words ? (
        <>
          <CheckWords words={joining.words} label={t('joining.words')} />
          <p className="row">
            <Phone size={18} aria-hidden="true" />
            <span className="grow">
              {t(joining.for === 'device' ? 'joining.read' : 'joining.readOrganisation')}
            </span>
          </p>
        </>
      ) : (
        <p className="row" role="status">
          <Hourglass size={18} aria-hidden="true" />
          <span className="grow">{t('joining.wait')}</span>
        </p>
      )}
      {joining.problem && (
        <p className="help" role="status">
          {t(`error.${joining.problem}`)}
        </p>
      )}
      <Fault error={action.error} />
      <Button onPress={cancel} isDisabled={action.busy}>
        {t('joining.cancel')}
      </Button>
    </Card>
  )
}
