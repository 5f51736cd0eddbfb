/**
 * What a laptop on a slow line fetches before the first screen is there: the page's own script and styles, as
 * they travel.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { loadWords } from '../../renderer/features/letter/words/languages.ts'
import { LetterLanguage } from '../../shared/domain/letter-language.ts'

const root = resolve(import.meta.dirname, '../../out/renderer')
const isBuilt = existsSync(join(root, 'index.html'))
const MOST_BYTES = 350_000

describe.skipIf(!isBuilt)('the first load (needs npm run build)', () => {
  const page = isBuilt ? readFileSync(join(root, 'index.html'), 'utf8') : ''
  const first = [...page.matchAll(/(?:src|href)="\.?\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file!,
  )
  const textOf = (files: readonly string[]): string =>
    files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')

  test('is within its budget', () => {
    expect(first.length).toBeGreaterThan(1)
    expect(
      first.reduce((sum, file) => sum + gzipSync(readFileSync(join(root, file)), { level: 9 }).length, 0),
    ).toBeLessThan(MOST_BYTES)
  })

  test('holds no letter and no font of one: each language is fetched by who chooses it', async () => {
    const text = textOf(first)
    const found = (words: string): boolean => text.includes(words)
    for (const language of LetterLanguage.options)
      expect([language, found((await loadWords(language)).noBlame)]).toEqual([language, false])
    expect(found('noto-naskh')).toBe(false)
    const assets = readdirSync(join(root, 'assets'))
    for (const language of LetterLanguage.options)
      expect([
        language,
        assets.filter((file) => new RegExp(`^${language}-[\\w-]{8}\\.js$`).test(file)).length > 0,
      ]).toEqual([language, true])
    expect(assets.filter((file) => file.startsWith('noto-naskh-arabic-arabic-'))).toHaveLength(2)
  })
})
