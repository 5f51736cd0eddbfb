/** Every named error (shared/errors.ts): what happened, what was kept, what to do. */
export const errorsNl = {
  error: {
    offline: 'Er is geen internet. Alles staat veilig op deze laptop en gaat weg zodra het weer kan.',
    'relay-down':
      'De server van de gemeente is niet bereikbaar. Er is niets verloren; we proberen het steeds opnieuw.',
    'trustee-down':
      'De server van het programmabureau is niet bereikbaar. Nieuwe signalen wachten; de rest werkt. We proberen het steeds opnieuw.',
    'relay-garbage':
      'De server van de gemeente gaf een antwoord dat niet klopt. Er is niets verstuurd en niets verloren. Zit je achter een inlogpagina van wifi? Log daar eerst in. Anders: bel je beheerder.',
    'trustee-garbage':
      'De server van het programmabureau gaf een antwoord dat niet klopt. Er is niets verstuurd en niets verloren. Bel je beheerder.',
    'relay-wrong-proof':
      'De gemeente kon niet bewijzen dat ze de goede sleutel gebruikt. Daarom is er niets verstuurd. Bel je beheerder.',
    'trustee-wrong-proof':
      'Het programmabureau kon niet bewijzen dat het de goede sleutel gebruikt. Daarom is er niets verstuurd. Bel je beheerder.',
    'relay-other-log':
      'Dit is een andere server dan eerst. We zijn gestopt, zodat er niets verloren gaat. Bel je beheerder.',
    'relay-lost-events':
      'De server mist berichten die er eerst wel waren. We zijn gestopt, zodat er hier niets verloren gaat. Bel je beheerder.',
    'device-refused': 'Dit apparaat mag niet meer meedoen. Wat hier stond, is er nog. Bel je beheerder.',
    'budget-exhausted':
      'Je organisatie heeft haar ruimte om kinderen te herkennen voor nu gebruikt. Vanaf {{until}} kan er weer meer. Wat wacht, blijft staan en gaat dan vanzelf.',
    'relay-storage-full':
      'De server van de gemeente is vol. Alles staat nog op deze laptop; we proberen het steeds opnieuw.',
    'relay-quota':
      'Dit apparaat of je organisatie heeft vandaag meer verstuurd dan mag. Wat wacht, staat nog op deze laptop en gaat morgen vanzelf weg. Vind je dit vreemd? Bel je beheerder.',
    'relay-busy':
      'De server van de gemeente heeft het druk. Alles staat nog op deze laptop; we proberen het zo weer.',
    'upgrade-needed':
      'Deze versie van Ruggensteun is te oud voor de server. Alles staat nog op deze laptop. Werk Ruggensteun bij of vraag je beheerder; daarna gaat het vanzelf verder.',
    'server-too-old':
      'De server is nog niet bijgewerkt en past niet bij deze versie van Ruggensteun. Alles staat nog op deze laptop. Wat wacht, gaat vanzelf weg als de server is bijgewerkt.',
    'too-old-checkpoint':
      'De server loopt te ver achter. We wachten tot hij weer bij is. Er is niets verloren.',
    'no-week-key': 'De sleutel van deze week is er nog niet. Je signaal wacht en gaat vanzelf weg.',
    'carried-broken':
      'Dit bestand is niet van Ruggensteun, of niet heel. Er is niets uit overgenomen en niets verloren. Laat het opnieuw maken en kopieer het opnieuw.',
    'carried-elsewhere':
      'Dit bestand hoort bij een andere gemeente. Er is niets uit overgenomen. Vraag iemand van je eigen gemeente.',
    'carried-gap':
      'In dit bestand ontbreken de berichten {{from}} tot en met {{to}}. Er is niets uit overgenomen. Maak hier een nieuw bestand en laat dat inlezen; dan past het antwoord.',
    'pdf-not-saved':
      'De PDF is niet bewaard. Er is niets veranderd. Kies een andere map of maak ruimte op de schijf, en probeer het opnieuw.',
    'letter-not-loaded':
      'De brief kon niet worden geladen. Er is niets veranderd. Controleer of er internet is en probeer het opnieuw.',
    'screen-not-loaded':
      'Dit scherm kon niet worden geladen. Er is niets veranderd. Controleer of er internet is en probeer het opnieuw.',
    'storage-full':
      'De schijf van deze laptop is vol. Dit is niet bewaard; wat er al stond is er nog. Maak ruimte en probeer het opnieuw.',
    'storage-broken':
      'De opslag op deze laptop werkt niet goed. Dit is niet bewaard. Start het programma opnieuw; helpt dat niet, bel je beheerder.',
    'storage-damaged':
      'De opslag op deze laptop is beschadigd en gaat niet open. Er is niets gewist. Start de computer opnieuw. Helpt dat niet, kies dan voor herstel.',
    'storage-lost':
      'Dit apparaat was aangemeld, maar de opslag is leeg. De schijf was misschien vol, of iemand wiste de gegevens van de browser. Wat verstuurd was, staat nog bij de gemeente.',
    'keychain-changed':
      'De sleutelbos van deze computer is anders dan eerst, dus de sleutel van dit apparaat gaat niet open. Je gegevens staan er nog. Log in op de computer zoals eerst, of bel je beheerder.',
    'keychain-missing':
      'Deze computer heeft nu geen sleutelbos, dus de sleutel van dit apparaat gaat niet open. Je gegevens staan er nog. Log uit en log op de computer weer in zoals eerst, of bel je beheerder.',
    'tls-intercepted':
      'Iets tussen deze laptop en {{server}} leest mee of doet zich voor als die server. Daarom is er niets verstuurd. Er is niets verloren. Vraag je ICT-beheerder om {{server}} niet te openen in de webfilter.',
    'second-window':
      'Ruggensteun staat al open in een ander venster. Gebruik dat venster, of sluit het en laad dit opnieuw.',
    'wrong-passphrase': 'Deze wachtwoordzin klopt niet. Er is niets veranderd. Probeer het nog eens.',
    'vault-unreadable':
      'De sleutel van dit apparaat is niet te lezen. Je gegevens staan er nog, maar zijn dicht. Bel je beheerder.',
    locked: 'Ruggensteun is vergrendeld. Ontgrendel eerst.',
    'newer-data':
      'Deze gegevens horen bij een nieuwere versie. Er is niets veranderd. Werk het programma bij.',
    'weak-secret':
      'Deze code is te kort of te makkelijk te raden. Er is niets veranderd. Kies een pincode van minstens 6 verschillende cijfers of een zin van minstens 10 tekens.',
    'device-file-broken':
      'Dit is geen geldig apparaatbestand. Er is niets veranderd. Vraag je beheerder om een nieuw bestand.',
    'file-empty': 'Dit bestand is leeg. Je lijst is niet veranderd. Kies een ander bestand.',
    'file-too-large':
      'Dit bestand is {{megabytes}} MB; het mag {{limit}} MB zijn. Je lijst is niet veranderd. Haal kolommen weg of maak twee bestanden.',
    'file-encoding':
      'Dit bestand is niet als tekst te lezen. Je lijst is niet veranderd. Bewaar het als CSV (UTF-8) en kies het opnieuw.',
    'file-no-header':
      'De eerste regel heeft geen kolomnamen die we kennen. Je lijst is niet veranderd. Zet bovenaan bijvoorbeeld: Roepnaam;Achternaam;Geboortedatum.',
    'file-missing-columns':
      'Deze kolommen ontbreken: {{columns}}. Je lijst is niet veranderd. Voeg ze toe en kies het bestand opnieuw.',
    'file-broken-quotes':
      'Op regel {{row}} staan de aanhalingstekens niet goed. Je lijst is niet veranderd. Herstel die regel en kies het bestand opnieuw.',
    'file-other-kind':
      'Dit is een {{what}}-bestand. Je lijst is niet veranderd. Open het in het programma waar het vandaan komt en bewaar het als XLSX of CSV.',
    'file-old-excel':
      'Dit is een oud Excel-bestand (.xls). Je lijst is niet veranderd. Open het in Excel, kies Opslaan als, en bewaar het als XLSX.',
    'file-password':
      'Er staat een wachtwoord op dit bestand. Je lijst is niet veranderd. Open het in Excel, haal het wachtwoord weg en bewaar het als XLSX.',
    'file-broken':
      'Dit bestand is beschadigd. Je lijst is niet veranderd. Open het in Excel, bewaar het opnieuw als XLSX en kies het nog een keer.',
    'file-unsafe':
      'Dit bestand wordt bij het uitpakken veel te groot. We lezen het daarom niet. Je lijst is niet veranderd. Maak een nieuwe export uit je eigen systeem.',
    'file-doctype':
      'In dit bestand staan eigen XML-regels (DTD). Dat kan gevaarlijk zijn, dus we lezen het niet. Je lijst is niet veranderd. Maak een nieuwe export uit je eigen systeem.',
    'file-xml-broken':
      'Op regel {{line}} klopt de XML niet. Je lijst is niet veranderd. Maak een nieuwe export uit je eigen systeem.',
    'file-too-many-rows':
      'Dit bestand heeft te veel rijen of kolommen: het mogen er {{rows}} en {{columns}} zijn. Je lijst is niet veranderd. Maak er twee bestanden van.',
    'import-ended': 'Dit inlezen is gestopt. Je lijst is niet veranderd. Kies het bestand opnieuw.',
    'undo-gone':
      'Dit kan niet meer ongedaan worden gemaakt: het is te lang geleden, of het is al gedaan. Er is niets veranderd.',
    bsn: 'Hier lijkt een BSN in te staan. Haal het weg: een BSN hoort hier nooit. Er is niets bewaard en niets verstuurd.',
    'child-incomplete': 'Er klopt nog iets niet aan dit kind. Het is niet bewaard. Kijk bij de rode velden.',
    'directory-refused':
      'De server van de gemeente nam dit niet aan. Er is niets veranderd. Probeer het opnieuw; blijft het, bel je beheerder.',
    'invite-unknown':
      'Deze code klopt niet, is al gebruikt of is verlopen. Er is niets veranderd. Kijk de code na, of vraag een nieuwe.',
    'invite-broken':
      'Deze uitnodiging is onderweg veranderd. Er is niets veranderd op dit apparaat. Vraag een nieuwe code en bel je beheerder.',
    'too-many-tries':
      'Er is te vaak geprobeerd. Er is niets verloren. Wacht {{seconds}} seconden en probeer het dan opnieuw.',
    'device-revoked':
      'Dit apparaat is ingetrokken. Alle gegevens en sleutels zijn hier gewist. Vraag je beheerder om een nieuwe code.',
    'not-your-role': 'Dit hoort niet bij jouw rol. Er is niets veranderd. Vraag je beheerder.',
    'dpia-missing':
      'Je organisatie heeft nog geen DPIA en FG ingevuld. Wat je invulde is bewaard. Je beheerder vult dat in bij Beheer; daarna kun je werken.',
    'last-administrator':
      'Dit is de laatste beheerder. Er is niets veranderd. Maak eerst iemand anders beheerder.',
    'already-moved':
      'Dit bestand is al een keer gebruikt, of het oude apparaat is ingetrokken. Er is niets veranderd. Vraag je beheerder om een nieuwe code.',
    'secrecy-unknown': 'Zeg eerst of je beroepsgeheim hebt. Er is nu niets verstuurd.',
    'secrecy-weighing':
      'Je hebt beroepsgeheim. Kies eerst waarom je dit mag delen. Je hebt nog niets gedeeld.',
    'unsafe-since':
      'Intussen is gezegd dat het niet veilig is. Het is niet verstuurd. Spreek de ouders niet en overleg eerst.',
    'no-attempt': 'Kies eerst wat je al probeerde. Je hebt nog niets gedeeld.',
    'no-coordinator':
      'Niemand coördineert deze wijk, dus niemand kan het doorgeven zonder jullie naam. Er is niets verstuurd. Bel Veilig Thuis of kies een ander antwoord.',
    'date-in-past': 'Die dag is al geweest. Kies vandaag of later. Er is niets verstuurd.',
    'date-in-future':
      'De dag van het laatste contact ligt in de toekomst. Je hebt nog niets gedeeld. Kies een eerdere dag.',
    'date-out-of-bounds':
      'Die dag kan niet kloppen. Kijk naar het jaar. Er is niets bewaard en niets verstuurd.',
    'date-missing': 'Vul in sinds wanneer je het contact kwijt bent. Je hebt nog niets gedeeld.',
    'date-too-old': 'Die dag is langer dan drie jaar geleden. Klopt het jaar? Je hebt nog niets gedeeld.',
    'unknown-child': 'Dit kind staat niet meer in je lijst. Er is niets verstuurd. Kies het opnieuw.',
    'unknown-signal': 'Dit signaal is er niet meer. Misschien was de dag voorbij.',
    'too-many-children':
      'Er kunnen hooguit {{limit}} kinderen in één signaal. Er is niets verstuurd. Maak er twee van.',
    'not-allowed': 'Dit kan nu niet. Er is niets veranderd.',
    'tokens-missing': 'De herkenning van dit kind wordt nog gemaakt. Je signaal wacht en gaat vanzelf weg.',
    'already-closed': 'Dit signaal is al afgesloten. Er is niets veranderd.',
    unexpected:
      'Er ging iets mis dat we niet kennen. Wat je had bewaard is er nog. Probeer het opnieuw; blijft het, bel je beheerder.',
  },
}
