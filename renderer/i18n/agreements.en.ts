export const agreementsEn = { agreements: {
  intro: 'How long everything may take, by area. The programme office signs this. A signal follows the agreements of the day on which it was sent.',
  introSigner: 'You sign here for the programme office. Everybody in the area sees what you agree, from when and why.',
  emptyTitle: 'No areas yet', emptyText: 'As soon as organisations with an area take part, the agreements are here.',
  wijk: 'Area', firstAnswer: 'First answer', today: 'When urgent', speak: 'Speak to each other', parentsFirst: 'After asking parents', outcome: 'Outcome', standIn: 'Stand-in', followUp: 'Still in contact?', kept: 'Disappears', quiet: 'Quiet hours', languages: 'Languages of letters', since: 'Holds',
  days_one: '{{count}} working day', days_other: '{{count}} working days', workingDays: '{{what}}, in working days', inDays: '{{what}}, in days', sameDay: 'the same day', calendarDays_one: '{{count}} day', calendarDays_other: '{{count}} days', atMost: 'after {{count}} days at most', nobodyQuiet: 'everybody chooses', quietHours: '{{from}} to {{until}}',
  usual: 'usual agreements', from: 'from {{date}}', coming: 'This changes from {{date}}', held: 'Holds now', ended: 'Held until {{date}}', later: 'Holds from {{date}}',
  history: 'All versions', why: 'Why', signed: 'Signed by {{by}} on {{date}}', none: 'Nothing was signed here yet. The usual agreements hold.', changes: 'What changes', noChange: 'Nothing changes.',
  change: 'Draw up new agreements', title: 'New agreements for {{wijk}}', start: 'Holds from', startHelp: 'Tomorrow at the earliest. Signals of before keep their terms.', startWrong: 'Choose a day after today, not before a version that was signed already.',
  legal: 'Nobody keeps anything for longer than {{count}} days.', number: 'Fill in a number from {{least}} to {{most}}.', outcomeWrong: 'The outcome cannot be due before the talk.', quietOn: 'Quiet for everybody', quietFrom: 'Quiet from', quietUntil: 'Quiet until', timeWrong: 'Write the time as 18:00.', languageWrong: 'Choose at least one language.',
  whyHelp: 'One or two sentences. Everybody in the area reads this.', whyWrong: 'Write why, in at least ten letters.', sign: 'Sign for the programme office', done: 'Signed. Everybody in the area sees it.', seen: 'Everybody who takes part sees these agreements, with your organisation and today’s date. Signing cannot be undone; a new version always can be made.',
  inForce: 'In {{wijk}}: {{text}}',
} } as const
