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
