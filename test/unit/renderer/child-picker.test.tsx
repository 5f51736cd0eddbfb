/** Who types faster than the list answers chooses what was typed, never what stood there before. */
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ChildPicker } from '../../../renderer/features/new-signal/child-picker.tsx'
import { startLanguage } from '../../../renderer/i18n/index.ts'
import type { ListedChild } from '../../../shared/api/caseload.ts'
import { wiredDoor } from '../../fixtures/wired-door.ts'

const child = (id: string, firstName: string): ListedChild => ({
  id,
  firstName,
  lastName: 'Anders',
  birthDate: '2016-02-29',
  group: '6',
  postcode: '9981AB',
})
const LIST = [child('adil', 'Adil'), child('noor', 'Noor')]

/** Answers that the list still owes, in order. */
let owed: (() => void)[]
const answer = async (): Promise<void> => {
  await waitFor(() => expect(owed).not.toEqual([]))
  owed.splice(0).forEach((give) => give())
}

beforeEach(async () => {
  await startLanguage('nl')
  owed = []
  await wiredDoor((command, reply) => {
    if (command.kind !== 'find-children') return
    const rows = LIST.filter(({ firstName }) => firstName.toLowerCase().startsWith(command.query))
    owed.push(() => reply({ total: rows.length, rows }))
  })
})
afterEach(cleanup)

const field = (): HTMLElement => screen.getByRole('combobox')
const press = (...keys: readonly string[]): void => {
  for (const key of keys) {
    fireEvent.keyDown(field(), { key })
    fireEvent.keyUp(field(), { key })
  }
}
const shown = async (): Promise<string[]> =>
  (await screen.findAllByRole('option')).map(({ textContent }) => textContent)

/** A picker that shows the whole list, with nobody chosen; returns what hears of a choice. */
const open = async () => {
  const chosen = vi.fn()
  render(<ChildPicker first={null} siblings={[]} childIds={[]} today="2026-11-26" onChange={chosen} />)
  await answer()
  fireEvent.focus(field())
  return chosen
}

test('keys that come before the answer wait for it', async () => {
  const chosen = await open()
  fireEvent.change(field(), { target: { value: 'no' } })
  press('ArrowDown', 'Enter')
  expect(chosen).not.toHaveBeenCalled()
  await answer()
  await waitFor(() => expect(chosen).toHaveBeenCalledWith(['noor']))
  expect(chosen).toHaveBeenCalledTimes(1)
})

test('keys that come after it act at once', async () => {
  const chosen = await open()
  fireEvent.change(field(), { target: { value: 'n' } })
  await answer()
  await waitFor(async () => expect(await shown()).toHaveLength(1))
  press('ArrowDown', 'Enter')
  expect(chosen).toHaveBeenCalledWith(['noor'])
})

test('a key that comes with the answer, before the list shows it, chooses from the answer all the same', async () => {
  const chosen = await open()
  fireEvent.change(field(), { target: { value: 'x' } })
  await answer()
  await screen.findByText('Geen kind gevonden in je eigen lijst')
  fireEvent.change(field(), { target: { value: 'n' } })
  press('ArrowDown', 'Enter')
  owed.splice(0).forEach((give) => give())
  press('ArrowDown')
  await waitFor(() => expect(chosen).toHaveBeenCalledWith(['noor']))
})
