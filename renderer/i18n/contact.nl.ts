/** Dutch words of what two matched parties say to each other, of the ruggensteunklok and of Mijn dag. Part of the catalogue in nl.ts. */
export const contactNl = {
  talk: {
    title: 'Verder met {{name}}', onlyTwo: 'Alleen jij en {{name}} kunnen dit lezen. Het verdwijnt met het signaal.', nothing: 'Nog niets gezegd. Bellen mag altijd; noem aan de telefoon alleen {{number}}.',
    you: 'Jij', leadYou: 'Jij hebt de regie', leadOther: '{{name}} heeft de regie', waiting: 'wacht op verzending', ask: 'Vraag ruggensteun…', agree: 'Spreek iets af…', pause: 'Zet de klok stil…', paused: 'De klok staat stil tot en met {{date}}: {{reason}}.',
    write: 'Schrijf iets kort', writeHelp: 'Geen namen van anderen. Nog {{left}} tekens.', tooLong: 'Te lang: {{over}} tekens te veel. Er is niets verstuurd.', send: 'Verstuur', sent: 'Verstuurd.', undo: 'Neem terug', undone: 'Teruggenomen.', undoSeen: 'Teruggenomen. De ander kan het al gelezen hebben.',
    warning: { bsn: 'Hier lijkt een BSN in te staan. Haal het weg: een BSN hoort hier nooit.', number: 'Hier staat een lang nummer. Is dat nodig voor het contact met dit kind?', mail: 'Hier staat een e-mailadres. Is dat van iemand anders? Laat het dan weg.', person: 'Noem je hier iemand anders? Schrijf dan niet meer dan nodig is.', anyway: 'Toch versturen', change: 'Pas aan' },
    asks: { 'call-me': 'Bel mij', 'contact-for-us': 'Wil jij contact zoeken namens ons?', 'visit-together': 'Zullen we samen langsgaan?', 'take-lead': 'Wil jij de regie nemen?', 'keep-eye': 'Wil jij een oogje in het zeil houden?' },
    asksText: { 'call-me': 'De ander ziet je naam en nummer.', 'contact-for-us': 'De ander zoekt contact, in jullie beider naam.', 'visit-together': 'Spreek daarna een dag af.', 'take-lead': 'Wie de regie heeft, zet de eerste stap. Bel om het warm over te dragen.', 'keep-eye': 'De ander kijkt mee en laat het weten als er iets verandert.' },
    askTitle: 'Ruggensteun vragen', askWhat: 'Wat vraag je aan {{name}}?', askSees: '{{name}} ziet je vraag, en niemand anders. Jullie werken elk in je eigen vak: je ziet niets van wat de ander opschrijft.', askSend: 'Vraag dit',
    answerOpen: 'wacht op antwoord', accepted: 'ja, dat doe ik', acceptedMine: 'toegezegd', refused: 'nee: {{reason}}', other: 'iets anders voorgesteld', accept: 'Ja, dat doe ik', refuse: 'Nee…', propose: 'Iets anders…',
    refuseTitle: 'Waarom niet?', refuseText: '{{name}} ziet welke reden je kiest.', refuseSend: 'Zeg nee', proposeTitle: 'Wat kun je wel doen?', proposeText: '{{name}} ziet je voorstel en kiest.', proposeSend: 'Stel dit voor',
    reason: { 'no-contact-now': 'ik heb nu ook geen contact', 'no-time': 'het lukt mij niet op tijd', 'not-ours': 'dit hoort niet bij mijn vak', 'family-objects': 'het gezin wil dit niet', 'not-safe': 'het is niet veilig' },
    pauseReason: { absent: 'ik ben er even niet', 'family-needs-time': 'het gezin heeft tijd nodig', 'waits-for-somebody': 'we wachten op iemand', holiday: 'vakantie' },
    pauseTitle: 'De klok stilzetten', pauseText: '{{name}} ziet de reden en tot wanneer. Daarna loopt de klok verder.', pauseUntil: 'Tot en met', pauseSend: 'Zet stil',
    agreeTitle: 'Iets afspreken', agreeText: '{{name}} ziet deze afspraak. Op die dag staat hij bij jullie allebei in Mijn dag.', agreeWho: 'Wie doet het?', agreeWhat: 'Wat?', agreeOn: 'Wanneer?', agreeSend: 'Spreek dit af',
    by: { me: 'ik', you: 'de ander', both: 'samen' }, what: { call: 'bellen', visit: 'langsgaan', meet: 'elkaar spreken', write: 'een brief of bericht sturen', 'look-in': 'even kijken hoe het gaat' },
    agreed: { me: 'Jij: {{what}} op {{date}}', you: '{{name}}: {{what}} op {{date}}', both: 'Samen: {{what}} op {{date}}' }, calendar: 'Zet in agenda', calendarTitle: 'Ruggensteun {{number}}', calendarNote: 'Afspraak over signaal {{number}}.',
    said: { ask: '{{who}}: {{what}}', text: '{{who}}', pause: '{{who}} zette de klok stil tot en met {{date}}: {{reason}}', followUpYes: '{{who}}: er is nog contact', followUpNo: '{{who}}: er is geen contact meer' },
    followUp: 'Is er nog contact?', followUpText: 'Het contact werd hersteld. Twee weken later vragen we of het nog zo is.', stillYes: 'Ja, nog contact', stillNo: 'Nee, weer kwijt', followUpDone: 'Bedankt. {{name}} ziet dit ook.', followUpReopened: 'Het signaal is weer open. {{name}} ziet dit ook.',
  },
  reach: { call: 'Bel {{written}}', mail: 'Mail {{written}}', copy: 'Kopieer {{written}}', nothing: 'Gebeurt er niets? Kopieer het dan.' },
  attempts: { title: 'Contactpogingen', none: 'Nog niets genoteerd. Noteer hier dat je belde of langsging; het komt vanzelf in je signaal.', since: '{{words}}, sinds {{date}}.', today: 'Vandaag geprobeerd', noted: 'Genoteerd: {{way}}.', dropped: 'Weggehaald: {{way}}.', filled: 'Ingevuld uit wat je noteerde, sinds {{date}}.' },
  clock: {
    label: 'Ruggensteunklok', due: 'Voor {{date}}', late: 'Dat had gemoeten voor {{date}}', today: 'vandaag', left_one: 'nog 1 dag', left_other: 'nog {{count}} dagen', over: 'te laat',
    speakYou: 'Jij bent aan zet: neem contact op met {{name}}.', speakOther: '{{name}} is aan zet en laat van zich horen.', outcomeYou: 'Jij bent aan zet: vul in hoe het afliep.', outcomeOther: '{{name}} vult nog in hoe het afliep.', answerYou: 'Jij bent aan zet: kijk of je dit kind kent.', yourStandIn: 'Je waarnemer is aan zet: {{name}}.', anybody: 'We wachten tot iemand die het kind kent, antwoordt.',
    standIn: 'De waarnemer is aan zet: {{name}}.', coordinator: 'De coördinator van het wijkteam is nu aan zet.', thenStandIn: 'Lukt dat niet, dan is vanaf {{date}} de waarnemer aan zet: {{name}}.', thenCoordinator: 'Lukt dat niet, dan kijkt vanaf {{date}} de coördinator van het wijkteam mee.',
  },
  myDay: {
    title: 'Mijn dag', intro: 'Alles wat op jou wacht, op één plek. Wat te laat is staat bovenaan.', emptyTitle: 'Er wacht niets op je', emptyText: 'Komt er iets bij, dan staat het hier. Je krijgt een bericht als je dat wilt.', count_one: '1 ding wacht op jou', count_other: '{{count}} dingen wachten op jou', list: 'Wat op jou wacht',
    late: 'te laat', due: 'voor {{date}}', dueToday: 'vandaag', open: 'Open', before: 'Al geweest', dueNow: 'Vandaag', soon: 'Later', whenever: 'Zonder datum',
    kind: {
      'name-asked': '{{with}} vraagt om de naam',
      'possible-match': 'Mogelijk in beeld bij jou', hint: 'Misschien iemand van jouw lijst', asked: '{{with}} vraagt: {{ask}}', speak: 'Neem contact op met {{with}}', outcome: 'Vul in hoe het afliep met {{with}}', agreement: 'Afspraak: {{what}}', agreementBoth: 'Afspraak samen: {{what}}',
      'follow-up': 'Is er nog contact?', inform: 'Vertel het de ouders of de jongere', contradiction: 'Hier klopt iets niet met elkaar: {{with}}', neighbourhood_one: '1 signaal in de wijk wacht te lang', neighbourhood_other: '{{count}} signalen in de wijk wachten te lang',
      'neighbourhood-answered_one': '1 signaal kreeg antwoord en heeft nog geen afloop. Vraag of het lukt.', 'neighbourhood-answered_other': '{{count}} signalen kregen antwoord en hebben nog geen afloop. Vraag of het lukt.',
    },
  },
} as const
