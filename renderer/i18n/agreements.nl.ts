/** Words of the agreements of a wijk. */
export const agreementsNl = { agreements: {
  intro: 'Hoe lang alles mag duren, per wijk. Het programmabureau tekent dit. Een signaal volgt de afspraken van de dag waarop het is verstuurd.',
  introSigner: 'Je tekent hier namens het programmabureau. Iedereen in de wijk ziet wat je afspreekt, vanaf wanneer en waarom.',
  emptyTitle: 'Nog geen wijken', emptyText: 'Zodra organisaties met een wijk meedoen, staan hier de afspraken.',
  wijk: 'Wijk', firstAnswer: 'Eerste antwoord', today: 'Bij haast', speak: 'Elkaar spreken', parentsFirst: 'Na vragen aan ouders', outcome: 'Afloop', standIn: 'Waarnemer', followUp: 'Nog contact?', kept: 'Verdwijnt', quiet: 'Stille uren', languages: 'Talen van brieven', since: 'Geldt',
  days_one: '{{count}} werkdag', days_other: '{{count}} werkdagen', workingDays: '{{what}}, in werkdagen', inDays: '{{what}}, in dagen', sameDay: 'dezelfde dag', calendarDays_one: '{{count}} dag', calendarDays_other: '{{count}} dagen', atMost: 'uiterlijk na {{count}} dagen', nobodyQuiet: 'ieder kiest zelf', quietHours: '{{from}} tot {{until}}',
  usual: 'gewone afspraken', from: 'vanaf {{date}}', coming: 'Vanaf {{date}} verandert dit', held: 'Geldt nu', ended: 'Gold tot {{date}}', later: 'Geldt vanaf {{date}}',
  history: 'Alle versies', why: 'Waarom', signed: 'Getekend door {{by}} op {{date}}', none: 'Hier is nog niets getekend. De gewone afspraken gelden.', changes: 'Wat anders wordt', noChange: 'Niets verandert.',
  change: 'Stel nieuwe afspraken op', title: 'Nieuwe afspraken voor {{wijk}}', start: 'Geldt vanaf', startHelp: 'Op zijn vroegst morgen. Signalen van daarvoor houden hun oude termijnen.', startWrong: 'Kies een dag na vandaag, niet voor een versie die al is getekend.',
  legal: 'Langer dan {{count}} dagen bewaart niemand iets.', number: 'Vul een getal in van {{least}} tot {{most}}.', outcomeWrong: 'De afloop kan niet eerder zijn dan het gesprek.', quietOn: 'Voor iedereen stil', quietFrom: 'Stil van', quietUntil: 'Stil tot', timeWrong: 'Schrijf de tijd als 18:00.', languageWrong: 'Kies minstens één taal.',
  whyHelp: 'Eén of twee zinnen. Iedereen in de wijk leest dit.', whyWrong: 'Schrijf in minstens tien letters waarom.', sign: 'Teken namens het programmabureau', done: 'Getekend. Iedereen in de wijk ziet het.', seen: 'Iedereen die meedoet ziet deze afspraken, met je organisatie en de dag van vandaag. Tekenen is niet terug te draaien; een nieuwe versie kan altijd.',
  inForce: 'In {{wijk}} geldt: {{text}}',
} } as const
