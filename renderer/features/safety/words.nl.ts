/**
 * Words for when a child may not be safe. They are shown on every screen, also locked, without a network, and
 * after a crash.
 */
export const safetyNl = {
  safety: {
    title: 'Niet veilig?',
    useBefore: 'Gebruik de',
    meldcode: 'meldcode',
    useAfter: ', niet dit scherm.',
    now: 'Gevaar nu',
    veiligThuis: 'Veilig Thuis',
    open: 'Meldcode en hulp',
    nowText: 'Is er nu gevaar? Bel 112.',
    veiligThuisText:
      'Voor advies of om te melden. Gratis, dag en nacht. Voor advies hoef je de naam van het kind niet te noemen.',
    copyOf: 'Kopieer {{number}}',
    officer: 'Aandachtsfunctionaris bij jullie',
    officerUnknown: 'Wie is bij jullie de aandachtsfunctionaris? Die weet hoe de meldcode bij jullie werkt.',
    officerFill: 'Vul in wie dat is',
    notAStep: 'Een signaal is geen stap van de meldcode en komt er niet voor in de plaats.',
    notAStepText:
      'Met een signaal zoek je wie het kind nog ziet. Maak je je zorgen over de veiligheid? Volg dan de meldcode van je eigen organisatie, ook als je een signaal hebt afgegeven.',
    steps: 'De vijf stappen van de meldcode',
    step: {
      map: 'Zet op een rij wat je ziet',
      mapText:
        'Schrijf op wat je zag en hoorde, met de dag erbij. Feiten, geen oordeel. Doe dit in je eigen systeem, niet hier.',
      consult: 'Overleg',
      consultText: 'Praat met een collega die er verstand van heeft, of vraag advies aan Veilig Thuis.',
      conversation: 'Praat met de ouders en met het kind',
      conversationText:
        'Geeft praten gevaar? Praat dan niet en overleg met Veilig Thuis. Kan het wel: vertel wat je zag en luister.',
      weigh: 'Weeg af',
      weighText: 'Leg alles naast elkaar, met de vragen hieronder. Twijfel je? Vraag opnieuw advies.',
      decide: 'Beslis',
      decideText:
        'Twee beslissingen: is melden bij Veilig Thuis nodig, en kun je zelf hulp geven of regelen? Allebei kan ook. Is het kind in gevaar, of steeds weer onveilig? Dan hoort daar melden bij Veilig Thuis bij.',
    },
    questions: 'Vragen bij stap 4 en 5',
    question: {
      suspect: 'Denk je dat het kind thuis niet veilig is, of dat dat dreigt?',
      danger: 'Is er nu gevaar, of gebeurt het steeds weer?',
      able: 'Kun je zelf goede hulp geven of regelen?',
      willing: 'Willen de ouders en het kind die hulp ook?',
      safer: 'Wordt het kind daar echt veiliger van, en blijft dat zo?',
    },
    ownFirst:
      'Dit is een geheugensteun. De meldcode van je eigen organisatie en het afwegingskader van je beroep gaan voor.',
    offline:
      'Deze tekst staat in het programma en werkt zonder internet. Voor de websites is wel internet nodig.',
    site: { meldcode: 'Meldcode op rijksoverheid.nl', 'veilig-thuis': 'veiligthuis.nl' },
    setting: {
      title: 'Aandachtsfunctionaris',
      text: 'Wie is dat bij jullie? De naam en het nummer staan dan bij ‘Niet veilig?’. Ze blijven op dit apparaat en staan er niet als het vergrendeld is.',
      name: 'Naam',
      phone: 'Telefoon',
      save: 'Bewaar',
      saved: 'Bewaard.',
      clear: 'Maak leeg',
    },
  },
} as const
