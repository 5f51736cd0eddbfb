/** Telling parents or the young person, and the letter for it: every Dutch word on the screen. The letters themselves: features/letter/words. */
export const informingNl = {
  informing: {
    title: { parents: 'Weten de ouders het?', both: 'Weten de ouders en het kind het?', 'young-person': 'Weet de jongere het?' },
    who: { parents: 'Jonger dan 12: vertel het aan de ouders.', both: '12 tot 16 jaar: vertel het aan de ouders én aan het kind zelf.', 'young-person': '16 jaar of ouder: vertel het aan de jongere zelf.' },
    whoOf: '{{name}}. {{words}}', law: 'Zij mogen weten wat je met hun gegevens deed (AVG, artikel 13 en 14). Wat je hier vastlegt, blijft op deze laptop.',
    chip: { informed: 'verteld', planned: 'gepland', deferred: 'uitgesteld', due: 'te doen' }, todo: { parents: 'ouders vertellen', both: 'ouders en kind vertellen', 'young-person': 'jongere vertellen' },
    informed: 'Verteld op {{date}}.', planned: 'Gepland voor {{date}}. Dan staat het hier weer als taak.', deferred: 'Nog niet verteld: {{reason}}. Op {{date}} staat het hier weer als taak.',
    restored: 'Er is weer contact. Vertel nu wat er is gedaan.', due: 'Het is tijd: vertel het, plan het, of stel het uit met een reden.', because: 'Nog niet verteld: {{reason}}.',
    tell: 'Verteld…', plan: 'Plan…', defer: 'Stel uit…', recorded: 'Vastgelegd.', undone: 'Teruggedraaid.',
    ask: { informed: 'Wanneer vertelde je het?', planned: 'Wanneer vertel je het?', deferred: 'Waarom vertel je het nog niet?' }, again: 'Wanneer kijk je opnieuw?', day: 'Op welke dag?', orOn: 'of op', date: 'Datum',
    today: 'vandaag', yesterday: 'gisteren', tomorrow: 'morgen', week: 'over een week', twoWeeks: 'over twee weken', record: 'Leg vast',
    lastDay: 'Uiterlijk {{date}}. De dag daarna verdwijnt het signaal, en dit ook.', tooLate: 'Het signaal verdwijnt bijna. Uitstellen kan niet meer. Vertel het, of zet het in je eigen systeem.',
    reason: { unreachable: 'niet bereikbaar', unsafe: 'niet veilig', 'other-reason': 'andere reden', interpreter: 'eerst een tolk of vertaling', 'advice-first': 'eerst advies' },
    reasonText: { unreachable: 'Ik kan ze niet spreken.', unsafe: 'Als ik het nu vertel, is iemand niet veilig.', 'other-reason': 'Bespreek het met je FG.', interpreter: 'We spreken nog geen taal samen.', 'advice-first': 'Ik vraag het eerst aan Veilig Thuis, een collega of de FG.' },
    history_one: '1 besluit', history_other: '{{count}} besluiten', entry: { informed: 'verteld op {{date}}', planned: 'gepland voor {{date}}', deferred: 'uitgesteld tot {{date}}: {{reason}}' }, first: 'bij het signaal',
  },
  letter: {
    open: 'Brief…', title: 'Brief', back: 'Terug naar het signaal', intro: 'Signaal {{number}}. De tekst staat vast; je typt er niets bij. Namen komen uit je eigen lijst.',
    language: 'In welke taal?', reviewedNot: 'Nog niet nagekeken door iemand met deze moedertaal: {{languages}}. Laat een collega of tolk meelezen.',
    languages: { nl: 'Nederlands', 'nl-simple': 'eenvoudig Nederlands', en: 'Engels', tr: 'Turks', ar: 'Arabisch', pl: 'Pools', bg: 'Bulgaars', uk: 'Oekraïens' },
    to: 'Aan wie?', byAge: 'Naar leeftijd', byAgeText: '{{names}}: {{who}}', who: { parents: 'de ouders', both: 'het kind en de ouders', 'young-person': 'de jongere' }, only: { parents: 'Alleen de ouders', both: 'Kind en ouders', 'young-person': 'Alleen de jongere' },
    otherThanAge: 'Dit is anders dan de leeftijd zegt.', count_one: '1 brief', count_other: '{{count}} brieven', preview: 'Voorbeeld van de brief', loading: 'Brief klaarzetten…',
    pdf: 'Bewaar als PDF…', print: 'Print…', printOrPdf: 'Print of bewaar als PDF…', saved: 'De PDF is bewaard.', stays: 'Er gaat niets weg van deze laptop. Je geeft of verstuurt de brief zelf.', outside: 'Een PDF staat buiten Ruggensteun en er staat een naam in. Wis hem als de brief weg is.',
    noName: 'Een kind van dit signaal staat niet meer op je lijst. Zet het er weer op; dan staat de naam in de brief.', notSent: 'Dit signaal is nog niet verzonden. Geef de brief pas daarna.', given: 'Heb je de brief gegeven?', record: 'Leg vast: verteld',
  },
}
