/** Every decision has the same parts, stands in the index, and names code that exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const folder = join(root, 'docs/decisions')
const decisions = readdirSync(folder).filter((file) => /^\d{4}-[a-z0-9-]+\.md$/.test(file))
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8')
const HEADINGS = ['Context', 'Decision', 'Consequences', 'Rejected', 'Code']

/** The parts of a decision by their heading. */
const partsOf = (text: string): Map<string, string> =>
  new Map(
    text
      .split('\n## ')
      .slice(1)
      .map((part) => [part.split('\n')[0]!, part.split('\n').slice(1).join('\n').trim()]),
  )

describe.each(decisions)('%s', (file) => {
  const text = textOf(file)
  const parts = partsOf(text)

  test('begins with its number, a title, status, date and what it supersedes', () => {
    expect(text).toMatch(
      new RegExp(
        `^# ${file.slice(0, 4)} · .+\\n\\n- \\*\\*Status\\*\\*: .+\\n- \\*\\*Date\\*\\*: \\d{4}-\\d\\d-\\d\\d\\n- \\*\\*Supersedes\\*\\*: .+\\n`,
      ),
    )
  })

  test('has every part, in order, and none is empty', () => {
    expect([...parts.keys()]).toEqual(HEADINGS)
    expect([...parts].filter(([, part]) => part === '').map(([heading]) => heading)).toEqual([])
  })

  test('names code that exists', () => {
    const paths = [...parts.get('Code')!.matchAll(/`([^`]+)`/g)].map(([, path]) => path!)
    expect(paths.length).toBeGreaterThan(0)
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  test('stands in the index once', () => {
    expect(textOf('README.md').split(`](${file})`).length - 1).toBe(1)
  })
})

test('no number is used twice', () => {
  const numbers = decisions.map((file) => file.slice(0, 4))
  expect(new Set(numbers).size).toBe(numbers.length)
})

test('the index names nothing but decisions and documents that exist', () => {
  const linked = [...textOf('README.md').matchAll(/\]\(([\w./-]+\.md)\)/g)].map(([, file]) => file!)
  expect(linked.filter((file) => !existsSync(join(folder, file)))).toEqual([])
})
