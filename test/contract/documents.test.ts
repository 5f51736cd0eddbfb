/** What a document says of files and commands exists: a test that it names is there to be read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`),
]
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const textOf = (document: string): string => readFileSync(join(root, document), 'utf8')

describe.each(documents)('%s', (document) => {
  test('names tests that exist', () => {
    const named = [...textOf(document).matchAll(/`([\w./-]+\.(?:test|spec)\.tsx?)`/g)].map(
      ([, file]) => file!,
    )
    expect(
      named.filter((file) => !existsSync(join(root, file)) && !existsSync(join(root, 'test', file))),
    ).toEqual([])
  })

  test('links to files that exist', () => {
    const links = [...textOf(document).matchAll(/\]\((?!https?:|mailto:)([\w./-]+)(?:#[^)]*)?\)/g)].map(
      ([, file]) => file!,
    )
    expect(links.filter((file) => !existsSync(join(root, dirname(document), file)))).toEqual([])
  })

  test('names commands that exist', () => {
    const commands = [...textOf(document).matchAll(/`npm run (?:--silent )?([\w:-]+)/g)].map(
      ([, name]) => name!,
    )
    expect(commands.filter((name) => !(name in scripts))).toEqual([])
  })
})

test('the threat model names a test, or says that there is none, for every party', () => {
  const parties = textOf('docs/threat-model.md')
    .split('\n## 1. The parties\n')[1]!
    .split('\n## ')[0]!
    .split('\n### ')
    .slice(1)
  expect(parties.length).toBeGreaterThan(14)
  expect(
    parties
      .filter(
        (party) =>
          !/\*\*(Learns?( and can do)?|There is no update server\.)\*\*/.test(party) ||
          !/\*\*Tests?\*\*:/.test(party),
      )
      .map((party) => party.split('\n')[0]),
  ).toEqual([])
})
