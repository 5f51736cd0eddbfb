export const unlockNl = {
  unlock: {
    forgotten:
      'Code vergeten? Vraag je beheerder om een nieuwe uitnodiging. Wat alleen op dit apparaat stond, is dan weg.',
    title: 'Ontgrendel Ruggensteun',
    text: 'Je gegevens zijn versleuteld zolang dit scherm er staat.',
    button: 'Ontgrendel',
    demo: 'Oefenstad, {{who}}: de wachtwoordzin is “{{phrase}}”.',
    demoButton: 'Open als oefenaccount',
  },
} as const
