import type { Words } from '../../i18n/words.ts'
import type { letterNl } from './words.nl.ts'

export const letterEn: Words<typeof letterNl> = {
  letter: {
    open: 'Letter…',
    title: 'Letter',
    back: 'Back to the signal',
    intro: 'Signal {{number}}. The text is fixed; you type nothing into it. Names come from your own list.',
    language: 'In which language?',
    reviewedNot:
      'Not yet read by somebody whose mother tongue it is: {{languages}}. Ask a colleague or interpreter to read along.',
    languages: {
      nl: 'Dutch',
      'nl-simple': 'simple Dutch',
      en: 'English',
      tr: 'Turkish',
      ar: 'Arabic',
      pl: 'Polish',
      bg: 'Bulgarian',
      uk: 'Ukrainian',
    },
    to: 'To whom?',
    byAge: 'By age',
    byAgeText: '{{names}}: {{who}}',
    who: { parents: 'the parents', both: 'the child and the parents', 'young-person': 'the young person' },
    only: { parents: 'Only the parents', both: 'Child and parents', 'young-person': 'Only the young person' },
    otherThanAge: 'This is not what the age says.',
    count_one: '1 letter',
    count_other: '{{count}} letters',
    preview: 'The letter as it prints',
    loading: 'Preparing the letter…',
    pdf: 'Save as PDF…',
    print: 'Print…',
    printOrPdf: 'Print or save as PDF…',
    saved: 'The PDF is saved.',
    stays: 'Nothing leaves this laptop. You give or send the letter yourself.',
    outside: 'A PDF is outside Ruggensteun and has a name in it. Delete it when the letter is gone.',
    noName: 'A child of this signal is no longer on your list. Put it back; then the name is in the letter.',
    notSent: 'This signal was not sent yet. Give the letter only after that.',
    given: 'Did you give the letter?',
    record: 'Record: told',
  },
}
