import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../shared/api/session.ts'
import { engine } from '../../client/engine.ts'
import { Fault } from '../../widgets/fault.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAction } from '../../ui/use-action.ts'
import { isPossible, RoleChoice, usualRights } from './role-choice.tsx'

export const InviteDialog = ({ person, onClose }: { person: Person; onClose: () => void }) => {
  const { t } = useTranslation()
  const [rights, setRights] = useState(usualRights(person))
  const action = useAction()
  const invite = (): void =>
    action.run(async () => {
      await engine().send({
        kind: 'invite',
        roles: [...rights.roles],
        neighbourhoods: [...rights.neighbourhoods],
      })
      onClose()
    })
  return (
    <Dialog title={t('admin.invite')} open onClose={onClose}>
      <p>{t('admin.inviteText')}</p>
      <RoleChoice rights={rights} onChange={setRights} person={person} />
      <Fault error={action.error} />
      <div className="row">
        <Button look="primary" isDisabled={action.busy || !isPossible(rights, person)} onPress={invite}>
          {action.busy ? t('app.oneMoment') : t('admin.makeCode')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}
