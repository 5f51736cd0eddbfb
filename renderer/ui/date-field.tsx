import { parseDate } from '@internationalized/date'
import { useEffect, useRef, useState } from 'react'
import { DateField as AriaDateField, DateInput, DateSegment, I18nProvider } from 'react-aria-components'
import { withWholeYear, type DayBounds } from '../../shared/calendar/day-bounds.ts'
import { useFieldWords } from './field-words.ts'

interface Props extends DayBounds {
  readonly label: string
  readonly value: string | null
  readonly onChange: (iso: string | null) => void
  readonly language: string
}

/**
 * An ISO date, typed in segments. `onChange` gets a day within the bounds, both included, or null: while it is
 * incomplete or cannot be right, which is said beside it. A year of two digits is read as the only one that
 * fits, and shown so on leaving the field.
 */
export const DateField = ({ label, value, onChange, language, min, max }: Props) => {
  const words = useFieldWords()
  const [typed, setTyped] = useState(value)
  const [inside, setInside] = useState(false)
  /** What was told last: another value comes from outside, as from a button beside the field. */
  const told = useRef(value)
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setTyped(value)
  }, [value])
  const bounds = { min, max }
  const meant = typed === null ? null : withWholeYear(typed, bounds)
  const wrong = typed !== null && (meant === null || meant < min || meant > max)
  const change = (iso: string | null): void => {
    setTyped(iso)
    const day = iso === null ? null : withWholeYear(iso, bounds)
    const fits = day !== null && day >= min && day <= max ? day : null
    if (fits === told.current) return
    told.current = fits
    onChange(fits)
  }
  const leave = (): void => {
    setInside(false)
    if (meant !== null) setTyped(meant)
  }
  const fault = (): string => {
    if (meant === null) return words.wholeYear
    return meant < min ? words.dayFrom(min) : words.dayUntil(max)
  }
  const shown = wrong && !inside
  return (
    <I18nProvider locale={language === 'en' ? 'en-GB' : 'nl-NL'}>
      <AriaDateField
        className="date-field"
        aria-label={label}
        value={typed ? parseDate(typed) : null}
        onChange={(date) => change(date ? date.toString() : null)}
        onFocus={() => setInside(true)}
        onBlur={leave}
        isInvalid={shown}
        shouldForceLeadingZeros
      >
        <DateInput className="date">
          {(segment) => <DateSegment segment={segment} className="segment" />}
        </DateInput>
        {shown && (
          <span className="fault" role="alert">
            {fault()}
          </span>
        )}
      </AriaDateField>
    </I18nProvider>
  )
}
