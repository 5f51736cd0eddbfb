import { ShieldX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { engine, useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Button } from '../../ui/button.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Card } from './card.tsx'

/** The device was revoked: what happened, that everything is gone here, how to go on. */
export const Revoked = () => {
  const { t } = useTranslation()
  const dates = useDates()
  const { revoked } = useView('session')
  const action = useAction()
  if (!revoked) return null
  return (
    <Card title={t(revoked.reason === 'moved' ? 'revoked.movedTitle' : 'revoked.title')}>
      <p className="row">
        <ShieldX size={22} aria-hidden="true" />
        <span className="grow">{t(`revoked.${revoked.reason}`, { when: dates.moment(revoked.at) })}</span>
      </p>
      <p>{t('revoked.wiped')}</p>
      <Button
        look="primary"
        isDisabled={action.busy}
        onPress={() => action.run(() => engine().send({ kind: 'forget-device' }))}
      >
        {t('revoked.again')}
      </Button>
    </Card>
  )
}
