import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EscalationReason } from '../../../shared/domain/linies.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import type { OrganisationView } from '../../../shared/api/membership.ts'
import { useView } from '../../client/engine.ts'
import { Reach } from '../../widgets/reach.tsx'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'

export const AskDialog = ({
  organisation,
  busy,
  onClose,
  onAsked,
}: {
  organisation: OrganisationView
  busy: boolean
  onClose: () => void
  onAsked: () => void
}) => {
  const { t } = useTranslation()
  const own = useView('session').person?.organisationId === organisation.id
  const away = organisation.awayUntil !== null
  const contact = away ? organisation.standIn : organisation.contact
  return (
    <Dialog title={t('pitch.askTitle', { organisation: organisation.name })} open onClose={onClose}>
      <p>{t(own ? 'pitch.askOwnText' : 'pitch.askText')}</p>
      {!own && (
        <>
          <p>
            <b>{contact.name}</b>, {contact.function}
          </p>
          <Reach kind="call" written={contact.phone} />
        </>
      )}
      <p className="small muted">{t('pitch.askSeen')}</p>
      <div className="row">
        <Button look="primary" isDisabled={busy} onPress={onAsked}>
          {t(own ? 'pitch.askOwnDone' : 'pitch.askDone')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}

export const EscalationDialog = ({
  choices,
  signal,
  busy,
  onClose,
  onEscalation,
}: {
  choices: readonly OrganisationView[]
  signal: NeighbourhoodSignal
  busy: boolean
  onClose: () => void
  onEscalation: (organisationId: string, reason: EscalationReason) => void
}) => {
  const { t } = useTranslation()
  const [to, setTo] = useState<string | null>(choices.length === 1 ? choices[0]!.id : null)
  const [reason, setReason] = useState<EscalationReason | null>(null)
  return (
    <Dialog title={t('pitch.escalationTitle')} open onClose={onClose}>
      <p>{t('pitch.escalationText', { requester: signal.requester })}</p>
      <Choices
        label={t('pitch.escalationWhom')}
        value={to}
        onChange={setTo}
        options={choices.map(({ id, name, linie }) => ({
          value: id,
          title: name,
          text: t(`linie.${linie}`),
        }))}
      />
      <Choices
        label={t('pitch.escalationWhy')}
        value={reason}
        onChange={setReason}
        options={EscalationReason.options.map((value) => ({ value, title: t(`escalationReason.${value}`) }))}
      />
      <div className="row">
        <Button
          look="primary"
          isDisabled={busy || to === null || reason === null}
          onPress={() => onEscalation(to!, reason!)}
        >
          {t('pitch.escalationNow')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}
