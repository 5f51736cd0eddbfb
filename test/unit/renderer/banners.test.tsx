/** What stands above every screen, in words. */
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { Banners } from '../../../renderer/app/banners.tsx'
import { startLanguage } from '../../../renderer/i18n/index.ts'
import { wiredDoor, type WiredDoor } from '../../fixtures/wired-door.ts'
import { sceneNamed } from '../../screens/scenes.ts'

let show: WiredDoor['show']
beforeAll(async () => {
  await startLanguage('nl')
  ;({ show } = await wiredDoor())
})
afterEach(cleanup)

test('each kind of finding says when it was found last, and a trustee that is silent when it signed last', () => {
  const { views } = sceneNamed('worker')
  const log = {
    checkedAt: '2026-11-23T12:00:00.000Z',
    confirmedAt: '2026-11-20T08:30:00.000Z',
    panelAt: null,
    problems: [
      { what: 'withheld' as const, at: '2026-11-21T09:00:00.000Z' },
      { what: 'behind' as const, at: '2026-11-21T09:10:00.000Z' },
      { what: 'withheld' as const, at: '2026-11-22T10:45:00.000Z' },
    ],
    silent: 'trustee' as const,
  }
  show({ ...views, sync: { ...views.sync, log } })
  render(<Banners />)
  const [found, silent] = screen.getAllByRole('alert').map(({ textContent }) => textContent)
  expect(found).toMatch(
    /hield een bericht voor jou achter.*Gevonden zo 22 nov\. \d\d:45.*minder zien.*Gevonden za 21 nov\. \d\d:10/,
  )
  expect(silent).toMatch(/Voor het laatst nagekeken: vr 20 nov\. \d\d:30/)
})

test.each([
  [-4, '4 minuten'],
  [119, '119 minuten'],
  [120, '2 uur'],
  [-2879, '48 uur'],
  [4318, '3 dagen'],
])(
  'a clock that is %i minutes off is said in the largest unit that says it: %s',
  (clockOffMinutes, words) => {
    const { views } = sceneNamed('worker')
    show({ ...views, sync: { ...views.sync, clockOffMinutes } })
    render(<Banners />)
    expect(screen.getByText(new RegExp(`^De klok van deze laptop loopt ${words} anders`))).toBeTruthy()
  },
)
