/** The form of a signaal: what stands in it in red never leaves as something else. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { NewSignal } from '../../../renderer/features/new-signal/new-signal.tsx'
import { startLanguage } from '../../../renderer/i18n/index.ts'
import type { Command } from '../../../shared/api/api.ts'
import { wiredDoor, type WiredDoor } from '../../fixtures/wired-door.ts'
import { children } from '../../screens/sample-views.ts'
import { sceneNamed } from '../../screens/scenes.ts'

let show: WiredDoor['show']
const filed: (Command & { kind: 'file-signal' })[] = []
beforeAll(async () => {
  await startLanguage('nl')
  ;({ show } = await wiredDoor((command, reply) => {
    if (command.kind === 'file-signal') filed.push(command)
    if (command.kind !== 'look-up-children') return
    const known = children.filter(({ id }) => command.ids.includes(id))
    queueMicrotask(() => reply({ children: known, siblings: [], advice: 'usual' }))
  }))
})
afterEach(cleanup)

const press = (name: RegExp): void => act(() => screen.getByRole('button', { name }).click())
const typeYear = (field: HTMLElement, digits: string): void => {
  const year = within(field).getAllByRole('spinbutton')[2]!
  act(() => year.focus())
  for (const data of digits)
    fireEvent(
      year,
      new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true }),
    )
}

test('a day on which it cannot disappear stops the signaal, and not the day that stood there before', async () => {
  const { views } = sceneNamed('draft')
  const day = views.draft!.disappearsOn
  show(views)
  render(<NewSignal person={views.session.person!} />)
  await act(async () => {})
  press(/^wijzig$/)
  const foot = screen.getByRole('contentinfo')
  const field = within(foot).getByRole('group')
  typeYear(field, '2099')
  press(/Signaal afgeven/)
  await act(async () => {})
  expect(filed).toEqual([])
  expect(
    within(foot)
      .getAllByRole('alert')
      .map(({ textContent }) => textContent)
      .join(' '),
  ).toMatch(/Vul in wanneer het verdwijnt/)
  expect(foot.contains(document.activeElement)).toBe(true)

  typeYear(field, day.slice(0, 4))
  press(/Signaal afgeven/)
  await act(async () => {})
  expect(filed.map(({ draft }) => draft.disappearsOn)).toEqual([day])
})
