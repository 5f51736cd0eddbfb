import type { informingNl } from './informing.nl.ts'

type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

export const informingEn: Words<typeof informingNl> = {
  informing: {
    title: { parents: 'Do the parents know?', both: 'Do the parents and the child know?', 'young-person': 'Does the young person know?' },
    who: { parents: 'Under 12: tell the parents.', both: '12 to 16 years: tell the parents and the child.', 'young-person': '16 or older: tell the young person.' },
    whoOf: '{{name}}. {{words}}', law: 'They may know what you did with their data (GDPR, articles 13 and 14). What you record here stays on this laptop.',
    chip: { informed: 'told', planned: 'planned', deferred: 'put off', due: 'to do' }, todo: { parents: 'tell the parents', both: 'tell parents and child', 'young-person': 'tell the young person' },
    informed: 'Told on {{date}}.', planned: 'Planned for {{date}}. Then it is here again as something to do.', deferred: 'Not told yet: {{reason}}. On {{date}} it is here again as something to do.',
    restored: 'There is contact again. Tell now what was done.', due: 'It is time: tell it, plan it, or put it off with a reason.', because: 'Not told yet: {{reason}}.',
    tell: 'Told…', plan: 'Plan…', defer: 'Put off…', recorded: 'Recorded.', undone: 'Taken back.',
    ask: { informed: 'When did you tell them?', planned: 'When will you tell them?', deferred: 'Why not yet?' }, again: 'When will you look again?', day: 'On which day?', orOn: 'or on', date: 'Date',
    today: 'today', yesterday: 'yesterday', tomorrow: 'tomorrow', week: 'in a week', twoWeeks: 'in two weeks', record: 'Record',
    lastDay: 'No later than {{date}}. The day after that the signal disappears, and this too.', tooLate: 'The signal is about to disappear. It cannot be put off any more. Tell them, or note it in your own system.',
    reason: { unreachable: 'cannot be reached', unsafe: 'not safe', 'other-reason': 'another reason', interpreter: 'an interpreter or translation first', 'advice-first': 'advice first' },
    reasonText: { unreachable: 'I cannot speak to them.', unsafe: 'If I tell it now, somebody is not safe.', 'other-reason': 'Discuss it with your data protection officer.', interpreter: 'We have no language in common yet.', 'advice-first': 'I first ask Veilig Thuis, a colleague or the data protection officer.' },
    history_one: '1 decision', history_other: '{{count}} decisions', entry: { informed: 'told on {{date}}', planned: 'planned for {{date}}', deferred: 'put off until {{date}}: {{reason}}' }, first: 'with the signal',
  },
  letter: {
    open: 'Letter…', title: 'Letter', back: 'Back to the signal', intro: 'Signal {{number}}. The text is fixed; you type nothing into it. Names come from your own list.',
    language: 'In which language?', reviewedNot: 'Not yet read by somebody whose mother tongue it is: {{languages}}. Ask a colleague or interpreter to read along.',
    languages: { nl: 'Dutch', 'nl-simple': 'simple Dutch', en: 'English', tr: 'Turkish', ar: 'Arabic', pl: 'Polish', bg: 'Bulgarian', uk: 'Ukrainian' },
    to: 'To whom?', byAge: 'By age', byAgeText: '{{names}}: {{who}}', who: { parents: 'the parents', both: 'the child and the parents', 'young-person': 'the young person' }, only: { parents: 'Only the parents', both: 'Child and parents', 'young-person': 'Only the young person' },
    otherThanAge: 'This is not what the age says.', count_one: '1 letter', count_other: '{{count}} letters', preview: 'The letter as it prints', loading: 'Preparing the letter…',
    pdf: 'Save as PDF…', print: 'Print…', printOrPdf: 'Print or save as PDF…', saved: 'The PDF is saved.', stays: 'Nothing leaves this laptop. You give or send the letter yourself.', outside: 'A PDF is outside Ruggensteun and has a name in it. Delete it when the letter is gone.',
    noName: 'A child of this signal is no longer on your list. Put it back; then the name is in the letter.', notSent: 'This signal was not sent yet. Give the letter only after that.', given: 'Did you give the letter?', record: 'Record: told',
  },
}
