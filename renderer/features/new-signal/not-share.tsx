import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NotSharedReason } from '../../../shared/api/my-signals.ts'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'

export const NotShare = ({
  open,
  secrecy,
  onClose,
  onChoose,
}: {
  open: boolean
  secrecy: boolean
  onClose: () => void
  onChoose: (reason: NotSharedReason) => void
}) => {
  const { t } = useTranslation()
  const [reason, setReason] = useState<NotSharedReason | null>(null)
  return (
    <Dialog title={t('notShare.title')} open={open} onClose={onClose}>
      <p>{t('notShare.text')}</p>
      <Choices
        label={t('notShare.reason')}
        value={reason}
        onChange={setReason}
        options={NotSharedReason.options
          .filter((value) => secrecy || value !== 'secrecy')
          .map((value) => ({ value, title: t(`notShare.${value}`) }))}
      />
      <div className="row">
        <Button look="primary" isDisabled={!reason} onPress={() => reason && onChoose(reason)}>
          {t('notShare.button')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}
