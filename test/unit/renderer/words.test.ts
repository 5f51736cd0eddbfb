import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { en } from '../../../renderer/i18n/en.ts'
import { nl } from '../../../renderer/i18n/nl.ts'
import { ErrorName } from '../../../shared/errors.ts'

type Tree = { readonly [key: string]: string | Tree }
const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flat(value, `${path}${key}.`),
  )

const CATALOGUES = [
  ['Dutch', flat(nl)],
  ['English', flat(en)],
] as const
/** Never on a screen: they judge a child, sell, or promise what pseudonyms cannot keep (docs/glossary.md). */
const NEVER: Readonly<Record<(typeof CATALOGUES)[number][0], RegExp>> = {
  Dutch:
    /(^|[^\p{L}])(project|effectief|effectieve|effici[eë]nt|risicojongere|dossier|case|anonie?m)\p{L}*/iu,
  English:
    /(^|[^\p{L}])(projects?|effective(ly)?|efficient(ly)?|cases?|anonymous(ly)?|anonymised?|files? on children|at-risk)([^\p{L}]|$)/iu,
}
const variables = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!).sort()
const marks = (text: string): string[] => [...text.matchAll(/<\/?\w+>/g)].map(([mark]) => mark).sort()

describe('the words on the screens', () => {
  test.each(CATALOGUES)('%s keeps the forbidden words out', (language, words) => {
    expect(words.filter(([, text]) => NEVER[language].test(text))).toEqual([])
  })

  const root = join(import.meta.dirname, '../../..')
  const documents = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file))
  const atTheTop = readdirSync(root).filter((file) => file.endsWith('.md'))
  test.each([...atTheTop, ...documents])('%s keeps them out too', (file) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n')
    // `caseload` is a word of the code and may stand in a document; the Dutch `case` may not.
    expect(
      lines.filter((line) => NEVER.English.test(line) || NEVER.Dutch.test(line.replaceAll(/caseload/gi, ''))),
    ).toEqual([])
  })

  test('the guard itself catches the words it is there for', () => {
    for (const word of ['Een project', 'anonieme', 'anoniem', 'efficiënte', 'dossiers', 'De case is dicht'])
      expect(word).toMatch(NEVER.Dutch)
    for (const word of ['the case', 'anonymous', 'an efficient way', 'Project'])
      expect(word).toMatch(NEVER.English)
    for (const word of ['projectie']) expect(word).toMatch(NEVER.Dutch)
    for (const word of ['caseload', 'in casu']) expect(word).not.toMatch(NEVER.English)
  })

  test('melding is said of Veilig Thuis and DUO only', () => {
    expect(flat(nl).filter(([, text]) => /melding/i.test(text) && !/Veilig Thuis|DUO/.test(text))).toEqual([])
  })

  test('professionals are called je', () => {
    expect(flat(nl).filter(([, text]) => /(^|[^\p{L}])(u|uw)([^\p{L}]|$)/iu.test(text))).toEqual([])
  })

  // A second part with the same name would silently take the place of the first.
  test.each(['nl', 'en'])('no two parts of the catalogue (%s) have the same name', async (language) => {
    const renderer = join(import.meta.dirname, '../../../renderer')
    const parts = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith(`.${language}.ts`),
    )
    const modules = await Promise.all(parts.map((file): Promise<object> => import(join(renderer, file))))
    const names = modules.flatMap((module) => Object.values(module).flatMap((words) => Object.keys(words)))
    expect(names.sort()).toEqual(Object.keys(language === 'nl' ? nl : en).sort())
  })

  test('English is complete: the same keys, variables and marks as Dutch', () => {
    const english = new Map(flat(en))
    expect([...english.keys()].sort()).toEqual(
      flat(nl)
        .map(([key]) => key)
        .sort(),
    )
    for (const [key, text] of flat(nl)) {
      expect([key, variables(english.get(key)!)]).toEqual([key, variables(text)])
      expect([key, marks(english.get(key)!)]).toEqual([key, marks(text)])
    }
  })

  test.each(CATALOGUES)('%s has no empty text', (_, words) => {
    expect(words.filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('every named error says what happened and what to do or what was kept', () => {
    expect(Object.keys(nl.error).sort()).toEqual([...ErrorName.options].sort())
    for (const [name, text] of Object.entries(nl.error))
      expect([name, text.split(/[.?!]/).filter((part) => part.trim() !== '').length]).toEqual([
        name,
        expect.toSatisfy((count: number) => count >= 2),
      ])
  })
})
