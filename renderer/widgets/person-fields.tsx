import { useTranslation } from 'react-i18next'
import type { Contact } from '../../shared/membership/statements.ts'
import { TextInput } from '../ui/text-input.tsx'

const FIELDS = ['name', 'function', 'phone', 'mail'] as const
const INPUT_TYPES = { name: 'text', function: 'text', phone: 'tel', mail: 'email' } as const

export const NOBODY: Contact = { name: '', function: '', phone: '', mail: '' }

/** Somebody of an organisation whom others reach. */
export const PersonFields = ({
  which,
  value,
  onChange,
  wrong,
  help,
}: {
  which: 'contact' | 'standIn'
  value: Contact
  onChange: (value: Contact) => void
  /** What is wrong with the field of this path. */
  wrong: (path: string) => string | null
  help?: string
}) => {
  const { t } = useTranslation()
  return (
    <fieldset className={help ? 'stack plain' : 'stack tight plain'}>
      <legend className="h3">{t(`apply.${which}`)}</legend>
      {help && <p className="help">{help}</p>}
      <div className="pair">
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            type={INPUT_TYPES[field]}
            label={t(`apply.person.${field}`)}
            value={value[field]}
            onChange={(typed) => onChange({ ...value, [field]: typed })}
            error={wrong(`${which}.${field}`)}
          />
        ))}
      </div>
    </fieldset>
  )
}
