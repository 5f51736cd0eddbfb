import { useState } from 'react'
import { Button } from './button.tsx'
import { Choices, type Option } from './choice.tsx'
import { Dialog } from './dialog.tsx'

interface Words { readonly title: string; readonly text: string; readonly label: string; readonly button: string; readonly cancel: string }

/** A closed question about how it ended. */
export const OutcomeDialog = <T extends string>({ words, options, open, onClose, onChoose }: { words: Words; options: readonly Option<T>[]; open: boolean; onClose: () => void; onChoose: (outcome: T) => void }) => {
  const [outcome, setOutcome] = useState<T | null>(null)
  return (
    <Dialog title={words.title} open={open} onClose={onClose}>
      <p>{words.text}</p>
      <Choices label={words.label} value={outcome} onChange={setOutcome} options={options} />
      <div className="row"><Button look="primary" isDisabled={!outcome} onPress={() => outcome && onChoose(outcome)}>{words.button}</Button><Button onPress={onClose}>{words.cancel}</Button></div>
    </Dialog>
  )
}
