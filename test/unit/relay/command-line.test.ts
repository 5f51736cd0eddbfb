import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCommandLine } from '../../../relay/cli/command-line.ts'
import { toBase64url } from '../../../shared/encoding.ts'

const aKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64url)
/** 0xf8 and more begins with `-` in base64url; 0xfb 0xef with two of them. */
const dashed = fc
  .tuple(fc.constantFrom([0xf8], [0xfb, 0xef]), fc.uint8Array({ minLength: 30, maxLength: 30 }))
  .map(([begin, rest]) => toBase64url(Uint8Array.from([...begin, ...rest, 0, 0].slice(0, 32))))

test('a key is taken as a key, also one that begins with a dash', () => {
  const words = (municipality: string, relay: string): string[] => [
    'init',
    '--data',
    'map',
    '--municipality',
    municipality,
    '--relay',
    relay,
    '--yes',
  ]
  fc.assert(
    fc.property(fc.oneof(aKey, dashed), fc.oneof(aKey, dashed), (municipality, relay) => {
      const { values, positionals } = parseCommandLine(words(municipality, relay))
      expect([positionals, values.data, values.municipality, values.relay, values.yes]).toEqual([
        ['init'],
        'map',
        municipality,
        relay,
        true,
      ])
    }),
  )
  expect(fc.sample(dashed, 20).every((key) => key.startsWith('-') && key.length === 43)).toBe(true)
})

test('a key that is missing or cut off is not swallowed', () => {
  expect(() => parseCommandLine(['init', '--municipality', '--json'])).toThrow('--municipality')
  expect(() => parseCommandLine(['init', '--municipality', '-abc'])).toThrow('--municipality')
})
