/** The name on a device in its organisation's list: for who has the organisation's key, on that very device. */
import { expect, test } from 'vitest'
import { systemRandom } from '../../../shared/crypto/seal.ts'
import { fromBase64url } from '../../../shared/encoding.ts'
import { openLabel, sealLabel } from '../../../shared/membership/device-label.ts'

const [ours, theirs] = [systemRandom(32), systemRandom(32)]
const held = new Map([
  [1, { privateKey: theirs }],
  [2, { privateKey: ours }],
])
const labelled = (name: string, id = 'laptop') => ({ id, label: sealLabel(name, id, 2, ours, systemRandom) })

test('a name is read with the key of its version, and without the spaces that hide its length', () => {
  const device = labelled('Laptop van Karim')
  expect(device.label.version).toBe(2)
  expect(openLabel(device, held)).toBe('Laptop van Karim')
  expect(openLabel(labelled(''), held)).toBe('')
})

test('names of any length weigh the same', () => {
  const weights = ['', 'A', 'Laptop van Karim', 'é'.repeat(48), 'x'.repeat(500)].map(
    (name) => fromBase64url(labelled(name).label.sealed).length,
  )
  expect(new Set(weights)).toEqual(new Set([24 + 96 + 16]))
})

test('a name that is too long is cut to what fits, and never through a letter', () => {
  expect(openLabel(labelled('x'.repeat(96)), held)).toBe('x'.repeat(96))
  expect(openLabel(labelled('x'.repeat(97)), held)).toBe('x'.repeat(96))
  expect(openLabel(labelled(`${'x'.repeat(95)}é`), held)).toBe('x'.repeat(95))
  // Half of this sign would have had room.
  expect(openLabel(labelled(`${'x'.repeat(93)}😀`), held)).toBe('x'.repeat(93))
})

test('there is no name without one, without its key, or on another device', () => {
  const device = labelled('Laptop van Karim')
  expect(openLabel({ id: 'laptop', label: null }, held)).toBeNull()
  expect(openLabel(device, new Map())).toBeNull()
  expect(openLabel(device, new Map([[2, { privateKey: theirs }]]))).toBeNull()
  expect(openLabel({ ...device, id: 'tablet' }, held)).toBeNull()
  expect(openLabel({ ...device, label: { ...device.label, version: 1 } }, held)).toBeNull()
})
