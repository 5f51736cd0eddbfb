import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { engine } from '../../client/engine.ts'
import { Button } from '../../ui/button.tsx'

/** Ends the import; nothing was written. */
export const StopButton = () => {
  const { t } = useTranslation()
  return (
    <Button onPress={() => void engine().send({ kind: 'cancel-import' })}>
      <X size={16} aria-hidden="true" />
      {t('intake.stop')}
    </Button>
  )
}
