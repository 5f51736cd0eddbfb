import type { LetterWords } from './shape.ts'

export const words: LetterWords = {
  locale: 'nl-NL',
  dir: 'ltr',
  reviewed: false,
  to: {
    parents: 'Aan de ouders of verzorgers van {names}',
    both: 'Aan {names} en aan de ouders of verzorgers',
    'young-person': 'Aan {names}',
  },
  number: 'Nummer van het signaal: {number}',
  subject: {
    parents: 'Wij zochten contact over {names}',
    both: 'Wij zochten contact over {names}',
    'young-person': 'Wij zochten contact met u',
  },
  salutation: {
    parents: 'Beste ouders of verzorgers,',
    both: 'Beste {names}, beste ouders of verzorgers,',
    'young-person': 'Beste {names},',
  },
  lost: {
    child: 'Vanaf {since} hadden wij geen contact meer met {names}.',
    self: 'Vanaf {since} hadden wij geen contact meer met u.',
  },
  tried: 'Wij probeerden dit: {tried}.',
  ways: {
    called: 'bellen',
    messaged: 'een app of mail sturen',
    visited: 'langsgaan',
    letter: 'een brief sturen',
    'other-parent': 'vragen via een andere ouder',
    'sibling-school': 'vragen via de school van een broer of zus',
  },
  asked: {
    child:
      'Op {asked} vroegen wij aan andere organisaties of zij nog wel contact hadden met {names}. Zo’n vraag heet een signaal. Wij deden dit met het programma Ruggensteun.',
    self: 'Op {asked} vroegen wij aan andere organisaties of zij nog wel contact hadden met u. Zo’n vraag heet een signaal. Wij deden dit met het programma Ruggensteun.',
  },
  purpose: 'Ons doel was alleen: weer contact krijgen.',
  noBlame: 'Een signaal is geen straf. Het is ook geen melding bij Veilig Thuis.',
  usedTitle: 'Welke gegevens gebruikten wij?',
  used: {
    child: 'Om te zoeken gebruikte onze computer deze gegevens van {names}: {compared}.',
    self: 'Om te zoeken gebruikte onze computer deze gegevens van u: {compared}.',
  },
  compared: {
    name: 'de naam',
    birthDate: 'de geboortedatum',
    address: 'de postcode en het huisnummer',
    parents: 'de namen van de ouders',
    bsn: 'het burgerservicenummer (BSN)',
  },
  source: 'Deze gegevens komen uit onze eigen administratie.',
  codes: 'De computer maakte daar codes van. De gegevens zelf zijn niet verstuurd.',
  read: {
    child:
      'Kent een organisatie {names} al? Dan kon die lezen: sinds wanneer er geen contact was, wat wij probeerden, de leeftijdsgroep, de wijk, hoe snel wij antwoord wilden, of de ouders dit wisten, en wie zij konden bellen.',
    self: 'Kent een organisatie u al? Dan kon die lezen: sinds wanneer er geen contact was, wat wij probeerden, de leeftijdsgroep, de wijk, hoe snel wij antwoord wilden, of de ouders dit wisten, en wie zij konden bellen.',
  },
  coordinator: 'De coördinator van het wijkteam kon dit ook lezen, maar zag niet om wie het ging.',
  others:
    'Andere organisaties konden het niet lezen. De server van de gemeente bewaarde het, maar kon het ook niet lezen.',
  notUsed: 'Dit gebruikten wij niet: {things}.',
  notUsedThings: {
    bsn: 'het burgerservicenummer (BSN)',
    health: 'gegevens over de gezondheid',
    reports: 'cijfers en verslagen',
  },
  until: 'Op {until} verdwijnt het signaal bij iedereen, ook bij ons.',
  basis: 'Wij deden dit op deze grondslag: {basis}',
  rightsTitle: 'Uw rechten',
  rights: {
    access: 'Inzage: u mag vragen welke gegevens wij gebruikten.',
    correction: 'Correctie: klopt er iets niet? Dan verbeteren wij het.',
    objection: 'Bezwaar: wilt u dit niet? Zeg het ons. Dan kijken wij er opnieuw naar.',
    erasure: 'Wissen: u mag vragen of wij de gegevens wissen.',
    complaint:
      'Klacht: bent u niet tevreden? Zeg het ons. U mag ook een klacht indienen bij de Autoriteit Persoonsgegevens: autoriteitpersoonsgegevens.nl.',
  },
  officer: 'Vragen over uw gegevens mag u ook stellen aan onze functionaris gegevensbescherming, {officer}.',
  callTitle: 'Wie kunt u bellen?',
  call: 'Wij praten graag met u. Bel {person} ({function}): {phone}.',
  help: 'Is bellen of lezen in het Nederlands moeilijk? Vraag iemand om u te helpen.',
  regards: 'Met vriendelijke groet,',
}
