/** A short text that everybody will read, and what the engine saw in it before anything left. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_OBSTACLE_CHARACTERS, ObstacleText } from '../../../shared/domain/obstacle.ts'
import type { ObstacleSent } from '../../../shared/api/obstacles.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useAction, type Action } from '../../ui/use-action.ts'

export interface WrittenWords {
  readonly text: string
  readonly valid: boolean
  readonly action: Action
  /** Asks the engine; `done` when it left. */
  send(anyway: boolean): void
  /** What to show. */
  readonly field: React.ReactNode
  readonly warned: React.ReactNode
}

export const useWords = (
  label: string,
  help: 'textHelp' | 'answerHelp',
  missing: 'textWrong' | 'answerWrong',
  asked: boolean,
  send: (text: string, anyway: boolean) => Promise<ObstacleSent>,
  done: () => void,
): WrittenWords => {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [warning, setWarning] = useState<ObstacleSent['warning']>(null)
  const action = useAction()
  const text = typed.replace(/\s+/g, ' ').trim()
  const valid = ObstacleText.safeParse(text).success
  const run = (anyway: boolean): void =>
    action.run(async () => {
      const sent = await send(text, anyway)
      setWarning(sent.warning)
      if (sent.warning === null) done()
    })
  const tooLong = text !== '' && !valid
  return {
    text,
    valid,
    action,
    send: run,
    field: (
      <TextInput
        label={label}
        lines={3}
        maxLength={400}
        value={typed}
        onChange={(value) => {
          setTyped(value)
          setWarning(null)
        }}
        help={t(`obstacles.${help}`, { count: Math.max(0, MAX_OBSTACLE_CHARACTERS - text.length) })}
        error={tooLong ? t('obstacles.tooLong') : asked && text === '' ? t(`obstacles.${missing}`) : null}
      />
    ),
    warned: warning && (
      <div className={`card stack tight ${warning === 'bsn' ? 'wrong' : 'waits'}`} role="alert">
        <p>
          <b>{t('obstacles.look')}</b>
        </p>
        <p>{t(`obstacles.warning.${warning}`)}</p>
        {warning !== 'bsn' && (
          <div className="row">
            <Button isDisabled={action.busy} onPress={() => run(true)}>
              {t('obstacles.anyway')}
            </Button>
          </div>
        )}
      </div>
    ),
  }
}
