import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GOES_ON, MAX_ONWARD, Outcome } from '../../shared/domain/signal.ts'
import { warningOf } from '../../shared/domain/warning.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextInput } from '../ui/text-input.tsx'

const OUTCOMES = Outcome.options.filter((outcome) => outcome !== 'withdrawn' && outcome !== 'reopened')

/**
 * A closed question about how it ended; where somebody else may go on, also with whom. `disappearsOn`: a day
 * in words. `readBy`: who gets it; null where nobody may write it down, because it can tell where a family is.
 */
export const OutcomeDialog = ({
  disappearsOn,
  readBy,
  open,
  onClose,
  onChoose,
}: {
  disappearsOn: string
  readBy: 'everybody' | 'requester' | null
  open: boolean
  onClose: () => void
  onChoose: (outcome: Outcome, onward?: string) => void
}) => {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [typed, setTyped] = useState('')
  const goesOn = outcome !== null && GOES_ON.includes(outcome)
  const onward = goesOn && readBy && typed.trim() !== '' ? typed.trim() : undefined
  // Two names in a row are what organisations are called: 'gemeente Het Hogeland'.
  const warning = onward === undefined ? null : warningOf(onward)
  const shown = warning === 'person' ? null : warning
  return (
    <Dialog title={t('outcome.title')} open={open} onClose={onClose}>
      <p>{t('outcome.text', { date: disappearsOn })}</p>
      <Choices
        label={t('outcome.label')}
        value={outcome}
        onChange={setOutcome}
        options={OUTCOMES.map((value) => ({ value, title: t(`outcome.${value}`) }))}
      />
      {goesOn && !readBy && <p className="small">{t('unsafe.noOnward')}</p>}
      {goesOn && readBy && (
        <TextInput
          label={t('outcome.onward')}
          help={`${t('outcome.onwardHelp')} ${t(`outcome.readBy.${readBy}`)}`}
          value={typed}
          onChange={setTyped}
          maxLength={MAX_ONWARD}
          error={shown && t(`conversation.warning.${shown}`)}
        />
      )}
      <div className="row">
        <Button
          look="primary"
          isDisabled={!outcome || warning === 'bsn'}
          onPress={() => outcome && onChoose(outcome, onward)}
        >
          {t('outcome.button')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </Dialog>
  )
}
