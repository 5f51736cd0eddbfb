/** The letters: every language says the same, about the same things, with nothing left open. */
import { render } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { Addressee } from '../../../shared/domain/informing.ts'
import { PdfName } from '../../../shared/bridge.ts'
import { LetterLanguage } from '../../../shared/domain/letter-language.ts'
import type { OrganisationView } from '../../../shared/api/membership.ts'
import type { Person } from '../../../shared/api/session.ts'
import type { SentSignal } from '../../../shared/api/my-signals.ts'
import { Paper } from '../../../renderer/features/letter/paper.tsx'
import { placesIn } from '../../../renderer/features/letter/fill.tsx'
import { recipientsOf } from '../../../renderer/features/letter/recipients.ts'
import { codeOf, loadWords } from '../../../renderer/features/letter/words/languages.ts'
import type { LetterWords } from '../../../renderer/features/letter/words/shape.ts'

type Tree = { readonly [key: string]: string | boolean | Tree }
const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'object'
      ? flat(value, `${path}${key}.`)
      : typeof value === 'string'
        ? [[`${path}${key}`, value] as [string, string]]
        : [],
  )
const ALL = await Promise.all(
  LetterLanguage.options.map(async (language) => [language, await loadWords(language)] as const),
)
const dutch = new Map(flat(ALL[0]![1] as unknown as Tree))

const person: Person = {
  name: 'Fatima Bos',
  function: 'Leerkracht groep 6',
  phone: '06-00 00 00 00',
  organisation: 'De Regenboog',
  organisationId: 'de-regenboog',
  organisationKind: 'primary-school',
  linie: 'midfield',
  roles: ['professional'],
  neighbourhoods: [],
}
const child = (name: string, addressee: Addressee): SentSignal['children'][number] => ({
  name,
  group: '6',
  addressee,
})
const signal = {
  id: 'signal-yildiz',
  number: 'R-412-702-3242',
  filedAt: '2026-11-21T09:14:00.000Z',
  disappearsOn: '2026-12-23',
  note: 'Oma woont in Polderstad.',
  children: [
    child('Sami Yıldız', 'parents'),
    child('Elif Yıldız', 'both'),
    child('Kaya Yıldız', 'young-person'),
    child('Deniz Yıldız', 'young-person'),
  ],
  content: {
    lostSince: '2026-11-16',
    attempts: [
      { way: 'called', times: 3 },
      { way: 'visited', times: 1 },
    ],
    compared: ['address', 'parents'],
    parents: 'unsafe',
  },
} as unknown as SentSignal
const organisation = {
  basis: { text: 'Leerplichtwet, artikel 4', by: 'Joke Smit', on: '2026-01-01' },
  usesBsn: false,
  dpia: { on: '2026-01-01', officer: 'Floor Gerritsen' },
} as unknown as OrganisationView

const read = (
  language: LetterLanguage,
  words: LetterWords,
  addressee: Addressee,
  names: readonly string[],
  own: OrganisationView | null = organisation,
): { readonly text: string; readonly paper: HTMLElement } => {
  const { container, unmount } = render(
    <Paper
      {...{
        language,
        words,
        recipient: { addressee, names },
        signal,
        person,
        organisation: own ?? undefined,
        today: '2026-11-23',
      }}
    />,
  )
  const paper = container.querySelector('article')!
  const text = paper.textContent!
  unmount()
  return { text, paper }
}

describe.each(ALL)('%s', (language, words) => {
  test('has every sentence, with the same things filled in as in Dutch', () => {
    const own = new Map(flat(words as unknown as Tree))
    expect([...own.keys()].sort()).toEqual([...dutch.keys()].sort())
    for (const [key, text] of own) {
      expect([key, text.trim() === '']).toEqual([key, false])
      // Where a name stands in a heading or greeting is up to the language; what a sentence tells is not.
      if (!/^(to|subject|salutation)\./.test(key))
        expect([key, placesIn(text)]).toEqual([key, placesIn(dutch.get(key)!)])
      else expect([key, placesIn(text).filter((place) => place !== 'names')]).toEqual([key, []])
    }
  })

  test.each(Addressee.options)(
    'to %s: whom to call, since when, until when, the basis and the rights; nothing left open',
    (addressee) => {
      const { text } = read(language, words, addressee, ['Sami Yıldız'])
      expect(text).not.toMatch(/[{}]|undefined|null|NaN|\[object/)
      expect(text).not.toMatch(/\.\.|,,| ,| \./)
      for (const fact of [
        'Fatima Bos',
        '06-00 00 00 00',
        'De Regenboog',
        'R-412-702-3242',
        'Leerplichtwet, artikel 4',
        'Floor Gerritsen',
        'autoriteitpersoonsgegevens.nl',
        'Ruggensteun',
        '3×',
        'Sami Yıldız',
      ])
        expect(text).toContain(fact)
      for (const [day, year] of [
        ['16', '2026'],
        ['21', '2026'],
        ['23', '2026'],
      ])
        expect(text).toMatch(new RegExp(`${day}\\s\\S+\\s${year}`))
      expect(text).not.toContain('Polderstad') // a note never leaves
      for (const sentence of Object.values(words.rights)) expect(text).toContain(sentence)
    },
  )

  test('says which way it is written, in its language, and keeps names and numbers in their own direction', () => {
    const { paper } = read(language, words, 'parents', ['Sami Yıldız'])
    expect([paper.lang, paper.dir]).toEqual([codeOf(language), language === 'ar' ? 'rtl' : 'ltr'])
    expect([...paper.querySelectorAll('bdi')].map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(['Sami Yıldız', '06-00 00 00 00', 'R-412-702-3242']),
    )
  })

  test('says nothing of why it comes late', () => {
    const { text } = read(language, words, 'parents', ['Sami Yıldız'])
    expect(text).not.toMatch(/veilig(?! ?thuis)|unsafe|güvenli|niebezp/i)
  })

  test('names a BSN as used only where the organisation uses it', () => {
    const bsn = (own: OrganisationView | null) => read(language, words, 'parents', ['Sami Yıldız'], own).text
    expect(bsn(organisation)).toContain(words.notUsedThings.bsn)
    const used = bsn({ ...organisation, usesBsn: true })
    expect(used.split('BSN')).toHaveLength(2)
    expect(bsn(null)).not.toContain('BSN')
    expect(bsn(null)).not.toContain('Floor Gerritsen')
  })
})

test('the Dutch letters keep the words that the screens keep out, and say u', () => {
  for (const [language, words] of ALL.slice(0, 2)) {
    const text = flat(words as unknown as Tree)
      .map(([, one]) => one)
      .join('\n')
    expect([
      language,
      /(^|[^\p{L}])(project|effectief|effici[eë]nt|risicojongere|dossier|case|anonie?m|je|jij|jouw)([^\p{L}]|$)/iu.exec(
        text,
      )?.[0] ?? null,
    ]).toEqual([language, null])
    for (const sentence of text.split(/[.\n]/))
      if (/melding/i.test(sentence)) expect(sentence).toContain('Veilig Thuis')
  }
})

test('sentences in simple Dutch are short', () => {
  const [, simple] = ALL[1]!
  for (const [key, text] of flat(simple as unknown as Tree))
    for (const sentence of text.split(/[.?!:]\s/))
      if (!key.startsWith('read'))
        expect([key, sentence.split(/\s+/).length]).toEqual([
          key,
          expect.toSatisfy((count: number) => count <= 16),
        ])
})

describe('who gets a letter', () => {
  const told = (choice: Parameters<typeof recipientsOf>[1]) =>
    recipientsOf(signal.children, choice).map(({ addressee, names }) => [addressee, names.join(' + ')])

  test('goes by age; who is 16 has a letter that names nobody else', () => {
    expect(told('by-age')).toEqual([
      ['parents', 'Sami Yıldız'],
      ['both', 'Elif Yıldız'],
      ['young-person', 'Kaya Yıldız'],
      ['young-person', 'Deniz Yıldız'],
    ])
    const [, words] = ALL[0]!
    expect(read('nl', words, 'young-person', ['Kaya Yıldız']).text).not.toMatch(/Sami|Elif|Deniz/)
  })

  test('can be chosen otherwise', () => {
    expect(told('parents')).toEqual([['parents', 'Sami Yıldız + Elif Yıldız + Kaya Yıldız + Deniz Yıldız']])
    expect(told('young-person').map(([, names]) => names)).toEqual([
      'Sami Yıldız',
      'Elif Yıldız',
      'Kaya Yıldız',
      'Deniz Yıldız',
    ])
  })
})

test('a file name has room for every language and for no name', () => {
  expect(PdfName.safeParse(`brief-R-412-702-3242-${LetterLanguage.options.join('-')}.pdf`).success).toBe(true)
  for (const language of LetterLanguage.options)
    expect(PdfName.safeParse(`brief-R-412-702-3242-${language}.pdf`).success).toBe(true)
  for (const name of [
    'brief-R-412-702-3242-sami.pdf',
    'brief-Sami.pdf',
    'brief-R-412-702-3242.pdf',
    '../brief-R-412-702-3242-nl.pdf',
    'brief-R-412-702-3242-nl.pdf.exe',
    'brief-R-412-702-3242-nl/x.pdf',
    'brief-R-412-702-3242-nl.pdf\n',
  ])
    expect([name, PdfName.safeParse(name).success]).toEqual([name, false])
})
