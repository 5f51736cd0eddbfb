import type { Secret } from '../../shared/api/session.ts'
import { Choices } from './choice.tsx'
import { TextInput } from './text-input.tsx'

export interface SecretDraft {
  readonly kind: 'none' | Secret['kind']
  readonly value: string
  readonly again: string
}
export interface SecretWords {
  readonly how: string
  readonly pin: string
  readonly pinText: string
  readonly passphrase: string
  readonly passphraseText: string
  readonly none: string
  readonly noneText: string
  readonly again: string
  readonly differ: string
}

export const emptySecret = (keychain: boolean): SecretDraft => ({
  kind: keychain ? 'pin' : 'passphrase',
  value: '',
  again: '',
})
export const isComplete = ({ kind, value, again }: SecretDraft): boolean =>
  kind === 'none' || (value !== '' && value === again)
export const secretOf = ({ kind, value }: SecretDraft): Secret | null =>
  kind === 'none' ? null : { kind, value }

/** Choosing what opens this device. Without a keychain only a passphrase is left. */
export const SecretFields = ({
  draft,
  onChange,
  keychain,
  words,
}: {
  draft: SecretDraft
  onChange: (draft: SecretDraft) => void
  keychain: boolean
  words: SecretWords
}) => {
  const differ = draft.again !== '' && draft.again !== draft.value
  const label = draft.kind === 'pin' ? words.pin : words.passphrase
  return (
    <div className="stack">
      {keychain && (
        <Choices
          label={words.how}
          value={draft.kind}
          onChange={(kind) => onChange({ kind, value: '', again: '' })}
          options={[
            { value: 'pin', title: words.pin, text: words.pinText },
            { value: 'passphrase', title: words.passphrase, text: words.passphraseText },
            { value: 'none', title: words.none, text: words.noneText },
          ]}
        />
      )}
      {draft.kind !== 'none' && (
        <>
          <TextInput
            type="password"
            label={label}
            value={draft.value}
            onChange={(value) => onChange({ ...draft, value })}
            help={draft.kind === 'pin' ? words.pinText : words.passphraseText}
            {...(draft.kind === 'pin' ? { inputMode: 'numeric' as const } : {})}
          />
          <TextInput
            type="password"
            label={words.again}
            value={draft.again}
            onChange={(again) => onChange({ ...draft, again })}
            error={differ ? words.differ : null}
            {...(draft.kind === 'pin' ? { inputMode: 'numeric' as const } : {})}
          />
        </>
      )}
    </div>
  )
}
