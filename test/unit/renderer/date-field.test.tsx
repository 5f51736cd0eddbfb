/** A day typed in segments: a year of two digits is the only one that fits, or it is said beside the field. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { DateField } from '../../../renderer/ui/date-field.tsx'
import { FieldWordsProvider } from '../../../renderer/ui/field-words.ts'

const WORDS = {
  bsn: 'bsn',
  wholeYear: 'vier cijfers',
  dayFrom: (day: string) => `niet voor ${day}`,
  dayUntil: (day: string) => `niet na ${day}`,
}
let told: (string | null)[] = []
const Form = () => {
  const [value, setValue] = useState<string | null>(null)
  return (
    <FieldWordsProvider value={WORDS}>
      <DateField
        label="Dag"
        language="nl"
        min="2023-11-29"
        max="2027-11-29"
        value={value}
        onChange={(day) => {
          told.push(day)
          setValue(day)
        }}
      />
      <button type="button">verder</button>
    </FieldWordsProvider>
  )
}
const segments = (): HTMLElement[] => screen.getAllByRole('spinbutton')
/** Types as a person does: the field moves on by itself where a part is full. */
const type = (part: number, digits: string): void => {
  const segment = segments()[part]!
  act(() => segment.focus())
  for (const data of digits)
    fireEvent(
      segment,
      new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true }),
    )
}
const typeDay = (day: string, month: string, year: string): void => {
  told = []
  render(<Form />)
  type(0, day)
  type(1, month)
  type(2, year)
}
const leave = (): void => act(() => screen.getByRole('button').focus())
afterEach(cleanup)

test('05-01-27 is 5 January 2027, told at once and shown on leaving', () => {
  typeDay('05', '01', '27')
  expect(told.at(-1)).toBe('2027-01-05')
  leave()
  expect(segments()[2]!.textContent).toBe('2027')
  expect(screen.queryByRole('alert')).toBe(null)
  expect(told.at(-1)).toBe('2027-01-05')
})

test('a day of another time is not told, and the field says why', () => {
  for (const [year, words] of [
    ['19', 'vier cijfers'],
    ['202', 'vier cijfers'],
    ['1926', 'niet voor 2023-11-29'],
    ['2062', 'niet na 2027-11-29'],
  ] as const) {
    typeDay('05', '01', year)
    expect([year, told.at(-1) ?? null]).toEqual([year, null])
    expect(screen.queryByRole('alert')).toBe(null)
    leave()
    expect([year, screen.getByRole('alert').textContent]).toEqual([year, words])
    cleanup()
  }
})
