import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceView } from '../../../shared/api/membership.ts'
import type { Person } from '../../../shared/api/session.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAction } from '../../ui/use-action.ts'
import { isPossible, RoleChoice, type Rights } from './role-choice.tsx'

export const ChangeRoles = ({
  device,
  person,
  onClose,
}: {
  device: DeviceView
  person: Person
  onClose: () => void
}) => {
  const { t } = useTranslation()
  const [rights, setRights] = useState<Rights>(device)
  const action = useAction()
  const save = (): void =>
    action.run(async () => {
      await engine().send({
        kind: 'change-device',
        deviceId: device.id,
        roles: [...rights.roles],
        neighbourhoods: [...rights.neighbourhoods],
      })
      onClose()
    })
  return (
    <Dialog title={t('admin.changeOf', { name: device.name ?? device.id })} open onClose={onClose}>
      <RoleChoice rights={rights} onChange={setRights} person={person} />
      <Fault error={action.error} />
      <div className="row">
        <Button look="primary" isDisabled={action.busy || !isPossible(rights, person)} onPress={save}>
          {action.busy ? t('app.oneMoment') : t('admin.save')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}
