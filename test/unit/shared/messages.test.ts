/** The registry of messages, and what the compact form of a field accepts. */
import { describe, expect, test } from 'vitest'
import { readContent, MESSAGES } from '../../../shared/messages/registry.ts'

const all = Object.entries(MESSAGES)

test('a code and a name belong to one kind', () => {
  expect(new Set(all.map(([, { code }]) => code)).size).toBe(all.length)
  expect(all.map(([name]) => name)).toEqual(all.map(([, { kind }]) => kind))
  expect(all.map(([name]) => name)).toEqual(all.map(([, { content }]) => content.shape.type.value))
})

describe('what no device wrote is no content', () => {
  const shield = [6, 1_700_000_000, 'AAAAAAAAAAAAAAAAAAAAAA']
  test.each([
    ['a code that nobody has', [99, ...shield.slice(1)]],
    ['a code in words', ['6', ...shield.slice(1)]],
    ['a field more', [...shield, 1]],
    ['a field less', shield.slice(0, -1)],
    ['a moment before 1970', [6, -1, shield[2]]],
    ['half a second', [6, 1.5, shield[2]]],
    ['a moment after 2100', [6, 4_102_444_801, shield[2]]],
    ['a number where words stand', [6, shield[1], 7]],
    ['no list', { ...shield }],
    ['a choice behind the end of its list', [4, shield[1], shield[2], 9]],
    ['a choice before its beginning', [4, shield[1], shield[2], -1]],
    ['a form that nobody has', [5, shield[1], shield[2], 'AAAAAAAA', [10, 0]]],
    ['half a person', [2, shield[1], shield[2], 0, ['Karim', 'jongerenwerker']]],
  ])('%s', (_, compact) => {
    expect(readContent(shield)).not.toBeNull()
    expect(readContent(compact)).toBeNull()
  })
  test('no JSON', () => {
    expect(readContent('[6,')).toBeNull()
  })
})
