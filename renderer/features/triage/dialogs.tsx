import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NameReason } from '../../../shared/domain/coordination.ts'
import type { NeighbourhoodSignal } from '../../../shared/api/triage.ts'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { colleaguesOf } from './queue.ts'

/** Says before what the requester sees, and that no is an answer too. */
export const AskName = ({
  signal,
  busy,
  onClose,
  onAsk,
}: {
  signal: NeighbourhoodSignal
  busy: boolean
  onClose: () => void
  onAsk: (reason: NameReason) => void
}) => {
  const { t } = useTranslation()
  const [reason, setReason] = useState<NameReason | null>(null)
  return (
    <Dialog title={t('triage.askNameOf', { number: signal.number })} open onClose={onClose}>
      <p>{t('triage.askNameText', { requester: signal.requester, organisation: signal.organisation })}</p>
      <Choices
        label={t('triage.why')}
        value={reason}
        onChange={setReason}
        options={NameReason.options.map((value) => ({ value, title: t(`nameReason.${value}`) }))}
      />
      <div className="row">
        <Button look="primary" isDisabled={busy || reason === null} onPress={() => onAsk(reason!)}>
          {t('triage.askNameNow')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}

/** Of one, or of several at once to one colleague of all their wijken. */
export const HandOver = ({
  signals,
  busy,
  onClose,
  onChoose,
}: {
  signals: readonly NeighbourhoodSignal[]
  busy: boolean
  onClose: () => void
  onChoose: (deviceId: string) => void
}) => {
  const { t } = useTranslation()
  const colleagues = colleaguesOf(signals)
  const [to, setTo] = useState<string | null>(colleagues.length === 1 ? colleagues[0]!.deviceId : null)
  const [one] = signals.length === 1 ? signals : []
  return (
    <Dialog
      title={
        one
          ? t('triage.handOverOf', { number: one.number })
          : t('triage.handOverMany', { count: signals.length })
      }
      open
      onClose={onClose}
    >
      <p>{one ? t('triage.handOverText', { requester: one.requester }) : t('triage.handOverTextMany')}</p>
      <Choices
        label={t('triage.toWhom')}
        value={to}
        onChange={setTo}
        options={colleagues.map(({ deviceId, name }) => ({ value: deviceId, title: name }))}
      />
      <div className="row">
        <Button look="primary" isDisabled={busy || to === null} onPress={() => onChoose(to!)}>
          {t('triage.handOverNow')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}
