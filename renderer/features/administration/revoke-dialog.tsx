import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RevocationReason } from '../../../shared/membership/statements.ts'
import type { DeviceView } from '../../../shared/api/membership.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAction } from '../../ui/use-action.ts'

const REASONS = ['lost', 'left', 'replaced'] as const satisfies readonly RevocationReason[]

/** Says before what will happen, because it cannot be undone. */
export const RevokeDialog = ({ device, onClose }: { device: DeviceView; onClose: () => void }) => {
  const { t } = useTranslation()
  const [reason, setReason] = useState<RevocationReason | null>(null)
  const action = useAction()
  const revoke = (): void =>
    action.run(async () => {
      await engine().send({ kind: 'revoke-device', deviceId: device.id, reason: reason! })
      onClose()
    })
  return (
    <Dialog title={t('admin.revokeOf', { name: device.name ?? device.id })} open onClose={onClose}>
      <p>{t('admin.revokeText')}</p>
      <Choices
        label={t('admin.why')}
        value={reason}
        onChange={setReason}
        options={REASONS.map((value) => ({ value, title: t(`admin.reason.${value}`) }))}
      />
      <Fault error={action.error} />
      <div className="row">
        <Button look="primary" isDisabled={action.busy || !reason} onPress={revoke}>
          {action.busy ? t('app.oneMoment') : t('admin.revokeNow')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}
