import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_SAID_BYTES, saidBytes, type Entry } from '../../../shared/domain/conversation.ts'
import { warningOf } from '../../../shared/domain/warning.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/text-input.tsx'

/** A short text, with a look at what should not be in it before it leaves. */
export const Write = ({ busy, onSay }: { busy: boolean; onSay: (said: Entry, done: () => void) => void }) => {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [seen, setSeen] = useState<string | null>(null)
  const left = MAX_SAID_BYTES - (text.trim() === '' ? 0 : saidBytes(text))
  const warning = warningOf(text)
  const warned = warning !== null && seen === text
  const send = (anyway: boolean): void => {
    if (text.trim() === '' || left < 0 || busy) return
    if (warning && (warning === 'bsn' || !anyway)) return setSeen(text)
    onSay({ kind: 'text', text: text.trim() }, () => {
      setText('')
      setSeen(null)
    })
  }
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault()
        send(false)
      }}
    >
      <TextInput
        label={t('conversation.write')}
        lines={2}
        value={text}
        onChange={setText}
        maxLength={1000}
        help={t('conversation.writeHelp', { left: Math.max(0, left) })}
        error={left < 0 ? t('conversation.tooLong', { over: -left }) : null}
      />
      {warned && (
        <div className="card waits stack tight" role="alert">
          <p>{t(`conversation.warning.${warning}`)}</p>
          {warning !== 'bsn' && (
            <div className="row">
              <Button onPress={() => send(true)}>{t('conversation.warning.anyway')}</Button>
            </div>
          )}
        </div>
      )}
      <div className="row">
        <Button type="submit" isDisabled={text.trim() === '' || left < 0 || busy}>
          {t('conversation.send')}
        </Button>
      </div>
    </form>
  )
}
