import type { ReactNode } from 'react'
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components'
import { holdsBsn } from '../../shared/matching/bsn.ts'
import { useFieldWords } from './field-words.ts'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly help?: ReactNode
  readonly error?: string | null
  readonly type?: 'text' | 'password' | 'tel' | 'email' | 'url'
  readonly inputMode?: 'numeric' | 'text'
  readonly lines?: number
  readonly autoFocus?: boolean
  readonly maxLength?: number
  readonly name?: string
}

/**
 * A labelled line of text, or several. Never filled in by the browser. Every one says it when a BSN stands in
 * it; the engine refuses it whatever a screen does.
 */
export const TextInput = ({
  label,
  value,
  onChange,
  help,
  error,
  type = 'text',
  inputMode,
  lines,
  autoFocus = false,
  maxLength = 200,
  name,
}: Props) => {
  const { bsn } = useFieldWords()
  const wrong = error || (type !== 'password' && holdsBsn(value) ? bsn : null)
  return (
    <TextField
      className="field"
      type={type}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
      maxLength={maxLength}
      isInvalid={Boolean(wrong)}
      {...(name ? { name } : {})}
    >
      <Label>{label}</Label>
      {lines ? (
        <TextArea className="input" rows={lines} />
      ) : (
        <Input className="input" autoComplete="off" {...(inputMode ? { inputMode } : {})} />
      )}
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      {wrong && <FieldError className="fault">{wrong}</FieldError>}
    </TextField>
  )
}
