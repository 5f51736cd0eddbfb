import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Screen } from '../../../shared/bridge.ts'
import { deepLinkIn, parseDeepLink } from '../../../electron/deep-links.ts'

test.each(Screen.options)('ruggensteun://open/%s opens that screen', (screen) => {
  expect(parseDeepLink(`ruggensteun://open/${screen}`)).toBe(screen)
  expect(parseDeepLink(`ruggensteun://open/${screen}/`)).toBe(screen)
})

test.each([
  '',
  'ruggensteun:',
  'ruggensteun://open',
  'ruggensteun://open/',
  'ruggensteun://open/triage',
  'ruggensteun://open/new-signal?child=sami',
  'ruggensteun://open/new-signal#x',
  'ruggensteun://open/new-signal/sami',
  'ruggensteun://user@open/new-signal',
  'ruggensteun://lock/new-signal',
  'RUGGENSTEUN://open/new-signal',
  ' ruggensteun://open/new-signal',
  'https://open/new-signal',
  'ruggensteun://open/__proto__',
])('%j opens nothing', (link) => {
  expect(parseDeepLink(link)).toBeNull()
})

test('no text at all opens anything but a screen of the list', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect([null, ...Screen.options]).toContain(parseDeepLink(`ruggensteun://open/${text}`))
    }),
  )
})

test('a link is found among the other arguments', () => {
  expect(deepLinkIn(['/opt/Ruggensteun', '--profile=anna', 'ruggensteun://open/logbook'])).toBe('logbook')
  expect(deepLinkIn(['/opt/Ruggensteun', '--demo'])).toBeNull()
})
