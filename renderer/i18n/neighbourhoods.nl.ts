/** Words of the figures per wijk, the list of areas, and what is printed or saved. */
export const neighbourhoodsNl = {
  wijken: {
    intro: 'Hoe het gaat in je wijken, in getallen waarin je niemand herkent. Nooit per medewerker of organisatie.', emptyTitle: 'Je coördineert geen wijk', emptyText: 'Coördineer je een wijk, dan zie je hier hoeveel er open staat, hoe lang het wacht en hoe vaak contact hersteld is. Altijd per wijk, nooit per persoon.',
    rule: 'Alle getallen gaan per tien en zijn naar beneden afgerond: ‘20+’ is twintig of meer. Onder de tien zie je geen getal, ook geen nul. Zo rekent niemand uit om wie het gaat.',
    measure: 'Wat de kaart laat zien', measures: { open: 'Open', long: 'Wacht lang', restored: 'Hersteld', first: 'Eerste antwoord' },
    measureText: { open: 'Nu: signalen die niet zijn afgesloten.', long: 'Nu: signalen die langer dan twee weken open staan.', restored: 'Contact hersteld, in het {{quarter}}.', first: 'Wanneer de helft een eerste antwoord had, in het {{quarter}}.' },
    quarter: 'Kwartaal', quarterName: '{{number}}e kwartaal van {{year}}', quarterShort: '{{number}}e kwartaal {{year}}', whole: 'Een signaal telt mee in het kwartaal waarin het is verstuurd, vanaf de dag dat het verdwijnt. Dit kwartaal is compleet op {{date}}.', heard: 'Wanneer er antwoord was, telt zoals dit apparaat het hoorde. Stond het uit, dan lijkt het later.',
    map: 'Kaart van de wijken', mapHelp: 'Met de pijltjes loop je over de kaart.', few: 'minder dan 10', atLeast: '{{count}}+', fewShort: '<10', unknown: 'niet te zeggen', tooFew: 'te weinig antwoorden', notYours: 'niet jouw wijk', median: 'de helft: {{band}}', bandBetween: '{{from}} – {{to}}',
    table: 'Alle wijken', wijk: 'Wijk', together: 'Samen ten minste', buurt: 'Geen eigen getallen: te klein. Een signaal noemt alleen de wijk.',
    ages: 'Hoe lang open', age: { week: 'korter dan 1 week', 'two-weeks': '1 tot 2 weken', longer: 'langer dan 2 weken' },
    firstTitle: 'Tot het eerste antwoord, van wat beantwoord is', first: { '0': 'dezelfde dag', '1': '1 werkdag', '2': '2 werkdagen', '3-5': '3–5 werkdagen', '6-10': '6–10 werkdagen', longer: 'langer' },
    now: 'Nu', restoredAndFirst: 'hersteld, en tijd tot het eerste antwoord',
    list: 'Lijst van wijken', listYear: 'Lijst van het CBS van {{year}}: {{wijken}} en {{buurten}}.', wijken_one: '1 wijk', wijken_other: '{{count}} wijken', buurten_one: '1 buurt', buurten_other: '{{count}} buurten', listNone: 'Er is nog geen lijst. Je ziet codes in plaats van namen.', listOpen: 'Lijst van wijken…',
    listText: 'Lees de lijst van je gemeente in: CSV of XLSX, met de kolommen code, naam, kolom en rij. Kolom en rij zeggen waar de wijk op de kaart staat; ze mogen leeg zijn. De lijst blijft op dit apparaat.', choose: 'Kies een bestand', year: 'Jaar van de lijst', yearWrong: 'Schrijf een jaar, bijvoorbeeld {{year}}.', found: 'Gelezen: {{wijken}} en {{buurten}}.', use: 'Gebruik deze lijst', useNone: 'Niets in dit bestand is te gebruiken. Je oude lijst blijft.', kept: 'De lijst is bewaard.', notUsed_one: '1 regel is niet of niet helemaal gelezen:', notUsed_other: '{{count}} regels zijn niet of niet helemaal gelezen:', more_one: 'en nog 1', more_other: 'en nog {{count}}', line: 'Regel {{row}}: {{words}}',
    problem: { code: '‘{{value}}’ is geen code als WK123456 of BU12345678. Niet gelezen.', name: 'de naam ontbreekt of is te lang. Niet gelezen.', twice: '{{value}} stond al hoger. Niet gelezen.', 'no-wijk': 'de wijk van {{value}} staat niet in de lijst. Niet gelezen.', place: '‘{{value}}’ is geen plek van 1 tot 40. Wel gelezen, zonder plek.', 'place-taken': 'plek {{value}} is al bezet. Wel gelezen, zonder plek.' },
  },
  exporting: {
    csv: 'Bewaar als CSV', print: 'Druk af', pdf: 'Bewaar als PDF', printOrPdf: 'Druk af / bewaar als PDF', group: 'Afdrukken en bewaren', saved: 'Bewaard. Er staan geen namen van kinderen of medewerkers in.',
    made: 'Gemaakt op {{date}} met Ruggensteun', triageTitle: 'Signalen: {{filter}}', triageNote: 'Zonder namen. Dit gaat over kinderen: bewaar het niet langer dan nodig en stuur het niet door.', wijkenTitle: 'Wijken, {{quarter}}',
    number: 'Signaal', wijk: 'Wijk', code: 'Code', organisation: 'Vraagt', since: 'Kwijt sinds', state: 'Stand', late: 'Dagen te laat', period: 'Periode', what: 'Wat', part: 'Deel', figure: 'Ten minste', listYear: 'Jaar van de lijst', all: 'alles', now: 'nu, {{date}}',
  },
} as const
