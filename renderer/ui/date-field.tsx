import { parseDate } from '@internationalized/date'
import { DateField as AriaDateField, DateInput, DateSegment, I18nProvider } from 'react-aria-components'

/** An ISO date, typed in segments. `onChange` gets null while it is incomplete. */
export const DateField = ({
  label,
  value,
  onChange,
  language,
  min,
  max,
}: {
  label: string
  value: string | null
  onChange: (iso: string | null) => void
  language: string
  min?: string
  max?: string
}) => (
  <I18nProvider locale={language === 'en' ? 'en-GB' : 'nl-NL'}>
    <AriaDateField
      aria-label={label}
      value={value ? parseDate(value) : null}
      onChange={(date) => onChange(date ? date.toString() : null)}
      minValue={min ? parseDate(min) : null}
      maxValue={max ? parseDate(max) : null}
      shouldForceLeadingZeros
    >
      <DateInput className="date">
        {(segment) => <DateSegment segment={segment} className="segment" />}
      </DateInput>
    </AriaDateField>
  </I18nProvider>
)
