import { TriangleAlert, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceView } from '../../../shared/api/membership.ts'
import type { Person } from '../../../shared/api/session.ts'
import { useView } from '../../client/engine.ts'
import { useDates } from '../../i18n/dates.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ChangeRoles } from './change-roles.tsx'
import { DetailsForm } from './details-form.tsx'
import { InviteCard } from './invite-card.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'

const DeviceRow = ({
  device,
  onRevoke,
  onChange,
}: {
  device: DeviceView
  onRevoke: () => void
  onChange: () => void
}) => {
  const { t } = useTranslation()
  const dates = useDates()
  const name = device.name ?? t('admin.unnamed', { id: device.id.slice(-4) })
  return (
    <tr>
      <th scope="row">
        {name}
        {device.own && <span className="small muted"> {t('admin.own')}</span>}
      </th>
      <td>
        {device.roles.map((role) => t(`role.${role}`)).join(', ')}
        {device.neighbourhoods.length > 0 && (
          <>
            <br />
            <span className="small muted">{device.neighbourhoods.join(', ')}</span>
          </>
        )}
      </td>
      <td>
        {device.revoked ? (
          <Chip>
            {t('admin.revokedOn', {
              date: dates.short(device.revoked.at.slice(0, 10)),
              reason: t(`admin.reason.${device.revoked.reason}`),
            })}
          </Chip>
        ) : device.forked ? (
          <Chip tone="alarm" icon={TriangleAlert}>
            {t('admin.forked')}
          </Chip>
        ) : (
          <Chip tone="good">{t('admin.active')}</Chip>
        )}
      </td>
      <td>
        {!device.revoked && (
          <span className="row">
            <Button onPress={onChange} aria-label={t('admin.changeOf', { name })}>
              {t('admin.change')}
            </Button>
            {!device.own && (
              <Button look="danger" onPress={onRevoke} aria-label={t('admin.revokeOf', { name })}>
                {t('admin.revoke')}
              </Button>
            )}
          </span>
        )}
      </td>
    </tr>
  )
}

/** The devices of the organisation, and what an administrator does with them. */
const Devices = ({
  person,
  devices,
  inviteIsFirst,
}: {
  person: Person
  devices: readonly DeviceView[]
  /** Whether nothing on the screen is more urgent than to invite somebody. */
  inviteIsFirst: boolean
}) => {
  const { t } = useTranslation()
  const [inviting, setInviting] = useState(false)
  const [revoking, setRevoking] = useState<DeviceView | null>(null)
  const [changing, setChanging] = useState<DeviceView | null>(null)
  return (
    <section className="stack" aria-labelledby="devices">
      <div className="row apart">
        <h2 id="devices">{t('admin.devices')}</h2>
        <Button look={inviteIsFirst ? 'primary' : 'plain'} onPress={() => setInviting(true)}>
          <UserPlus size={18} aria-hidden="true" />
          {t('admin.invite')}
        </Button>
      </div>
      <div className="framed" role="group" aria-labelledby="devices" tabIndex={0}>
        <table className="table stacked">
          <thead>
            <tr>
              <th scope="col">{t('admin.who')}</th>
              <th scope="col">{t('admin.roles')}</th>
              <th scope="col">{t('admin.state')}</th>
              <th scope="col">{t('admin.acts')}</th>
            </tr>
          </thead>
          <tbody>
            {devices.map((device) => (
              <DeviceRow
                key={device.id}
                device={device}
                onRevoke={() => setRevoking(device)}
                onChange={() => setChanging(device)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {inviting && <InviteDialog person={person} onClose={() => setInviting(false)} />}
      {revoking && <RevokeDialog device={revoking} onClose={() => setRevoking(null)} />}
      {changing && <ChangeRoles device={changing} person={person} onClose={() => setChanging(null)} />}
    </section>
  )
}

/** For administrators: devices, invitations, and what the organisation says of itself. */
export const Administration = ({ person }: { person: Person }) => {
  const { t } = useTranslation()
  const administration = useView('administration')
  const { live } = useView('session')
  if (!administration)
    return (
      <div className="main">
        <header>
          <h1>{t('nav.administration')}</h1>
        </header>
        <p>{t('error.not-your-role')}</p>
      </div>
    )
  const { devices, invites, details } = administration
  const administrators = devices.filter(
    ({ roles, revoked }) => !revoked && roles.includes('administrator'),
  ).length
  const shown = invites.filter(({ state }) => state !== 'admitted')
  return (
    <div className="main">
      <header>
        <h1>{t('nav.administration')}</h1>
        <p className="muted">{t('admin.intro', { organisation: person.organisation })}</p>
      </header>
      {!live && (
        <div className="card wrong" role="status">
          <h2 className="h3">{t('admin.notLive')}</h2>
          <p>{t('admin.notLiveText')}</p>
        </div>
      )}
      {administrators < 2 && (
        <div className="card waits" role="status">
          <h2 className="h3">{t('admin.second')}</h2>
          <p>{t('admin.secondText')}</p>
        </div>
      )}
      {shown.map((invite) => (
        <InviteCard key={invite.id} invite={invite} />
      ))}
      <Devices
        person={person}
        devices={devices}
        inviteIsFirst={live && !shown.some(({ state }) => state === 'asked')}
      />
      {details || !live ? (
        <DetailsForm
          key={details?.serial ?? 0}
          details={details}
          first={!live}
          organisationId={person.organisationId}
        />
      ) : null}
    </div>
  )
}
