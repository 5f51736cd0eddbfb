import type { LetterWords } from './shape.ts'

/** Dutch for who just began to read it: one thing in a sentence, no word that is not needed. */
export const words: LetterWords = {
  locale: 'nl-NL',
  dir: 'ltr',
  reviewed: false,
  to: {
    parents: 'Aan de ouders of verzorgers van {names}',
    both: 'Aan {names} en aan de ouders of verzorgers',
    'young-person': 'Aan {names}',
  },
  number: 'Ons nummer: {number}',
  subject: {
    parents: 'Wij willen met u praten over {names}',
    both: 'Wij willen met u praten over {names}',
    'young-person': 'Wij willen met u praten',
  },
  salutation: {
    parents: 'Beste ouders of verzorgers,',
    both: 'Beste {names}, beste ouders of verzorgers,',
    'young-person': 'Beste {names},',
  },
  lost: {
    child: 'Vanaf {since} konden wij {names} niet bereiken.',
    self: 'Vanaf {since} konden wij u niet bereiken.',
  },
  tried: 'Dit hebben wij gedaan: {tried}.',
  ways: {
    called: 'gebeld',
    messaged: 'een app of mail gestuurd',
    visited: 'naar uw huis gegaan',
    letter: 'een brief gestuurd',
    'other-parent': 'een andere ouder gevraagd',
    'sibling-school': 'de school van een broer of zus gevraagd',
  },
  asked: {
    child:
      'Op {asked} vroegen wij anderen of zij contact hadden met {names}. Die vraag heet een signaal. Het programma heet Ruggensteun.',
    self: 'Op {asked} vroegen wij anderen of zij contact hadden met u. Die vraag heet een signaal. Het programma heet Ruggensteun.',
  },
  purpose: 'Wij wilden alleen weer contact.',
  noBlame: 'Dit is geen straf. Een signaal is geen melding bij Veilig Thuis.',
  usedTitle: 'Wat gebruikten wij?',
  used: {
    child: 'Onze computer gebruikte dit van {names}: {compared}.',
    self: 'Onze computer gebruikte dit van u: {compared}.',
  },
  compared: {
    name: 'de naam',
    birthDate: 'de geboortedag',
    address: 'de postcode en het huisnummer',
    parents: 'de namen van de ouders',
    bsn: 'het BSN-nummer',
  },
  source: 'Dit staat in onze eigen computer.',
  codes: 'De computer maakte er codes van. De naam is niet verstuurd.',
  read: {
    child:
      'Kent een organisatie {names} al? Dan kon die dit lezen: vanaf welke dag er geen contact was, wat wij deden, hoe oud ongeveer, welke wijk, hoe snel wij antwoord wilden, of de ouders dit wisten, en wie zij konden bellen.',
    self: 'Kent een organisatie u al? Dan kon die dit lezen: vanaf welke dag er geen contact was, wat wij deden, hoe oud u ongeveer bent, welke wijk, hoe snel wij antwoord wilden, of de ouders dit wisten, en wie zij konden bellen.',
  },
  coordinator: 'De coördinator van het wijkteam kon dit ook lezen. Die zag geen naam.',
  others: 'Anderen konden het niet lezen. De gemeente bewaarde het, maar kon het niet lezen.',
  notUsed: 'Dit gebruikten wij niet: {things}.',
  notUsedThings: {
    bsn: 'het BSN-nummer',
    health: 'dingen over ziekte of gezondheid',
    reports: 'cijfers en verslagen',
  },
  until: 'Op {until} is het signaal overal weg.',
  basis: 'Dit is de regel waarom wij dit mogen: {basis}',
  rightsTitle: 'Wat mag u vragen?',
  rights: {
    access: 'Inzage: “Wat weet u van mij?” Wij laten het zien.',
    correction: 'Correctie: “Dit klopt niet.” Wij maken het goed.',
    objection: 'Bezwaar: “Ik wil dit niet.” Wij kijken er opnieuw naar.',
    erasure: 'Wissen: “Haal dit weg.” Wij kijken of dat kan.',
    complaint:
      'Klacht: bent u niet blij met ons? Zeg het. U mag ook naar de Autoriteit Persoonsgegevens: autoriteitpersoonsgegevens.nl.',
  },
  officer: 'U mag ook praten met {officer}. Die let bij ons op uw gegevens.',
  callTitle: 'Bel ons',
  call: 'Wij praten graag met u. Bel {person} ({function}): {phone}.',
  help: 'Is dit moeilijk? Vraag iemand om u te helpen.',
  regards: 'Met vriendelijke groet,',
}
