/** Dutch words for who has professional secrecy. Part of the catalogue in nl.ts. */
export const secrecyNl = {
  secrecy: {
    question: 'Je hebt beroepsgeheim. Waarom mag je dit delen?',
    help: 'Ook dát je een kind kent, valt eronder. Je keuze blijft op deze laptop en staat in je logboek.',
    weighing: {
      consent: 'Er is toestemming',
      'conflict-of-duties':
        'Conflict van plichten: ik kreeg geen toestemming, en zwijgen schaadt het kind ernstig',
      none: 'Geen van beide',
    },
    weighingText: {
      consent:
        'Van alle ouders met gezag (of de voogd), van de jongere zelf vanaf 16 jaar, of van allebei tussen 12 en 16.',
      'conflict-of-duties': 'Bij gevaar gaat Veilig Thuis voor. Dit signaal is dan niet genoeg.',
      none: 'Deel dan niets.',
    },
    advice:
      'Deel nu niets. Overleg eerst met een collega of met Veilig Thuis. Een signaal van een ander mag je wel ontvangen.',
    needChoice: 'Kies waarom je dit mag delen.',
    needNone: 'Zo mag je het niet delen. Niets gaat weg.',
    first:
      'Beroepsgeheim? Overleg eerst met de ouders of de jongere, en antwoord daarna. Er is nu nog niets verstuurd.',
    firstUnsafe:
      'Beroepsgeheim? Overleg eerst met een collega of met Veilig Thuis, en antwoord daarna. Er is nu nog niets verstuurd.',
    wait: 'Ik overleg eerst',
    waits: 'Er is niets verstuurd. Het staat in Mijn dag.',
    waitsUntil: 'Je overlegt eerst. Er is niets verstuurd. Het staat in Mijn dag, tot {{date}}.',
    ask: 'Heb jij beroepsgeheim?',
    yes: 'Ja',
    no: 'Nee',
    setting: 'Ik heb beroepsgeheim',
    settingText:
      'Bijvoorbeeld als jeugdhulpverlener, arts, verpleegkundige, psycholoog of maatschappelijk werker. Je kunt signalen ontvangen. Geef je er zelf een af of antwoord je, dan weeg je één keer meer. Dit blijft op dit apparaat.',
    on: 'aan',
    off: 'uit',
  },
}
