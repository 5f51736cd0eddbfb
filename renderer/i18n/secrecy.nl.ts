/** Dutch words for who has professional secrecy. Part of the catalogue in nl.ts. */
export const secrecyNl = {
  secrecy: {
    question: 'Je hebt beroepsgeheim. Waarom mag je dit delen?',
    help: 'Je keuze blijft op deze laptop en staat in je logboek.',
    weighing: {
      consent: 'Er is toestemming',
      'serious-danger': 'Ik vermoed ernstig gevaar',
      none: 'Geen van beide',
    },
    weighingText: {
      consent: 'Van de ouders, van de jongere zelf vanaf 16 jaar, of van allebei tussen 12 en 16.',
      'serious-danger': 'Ik heb dit afgewogen met een collega of met Veilig Thuis.',
      none: 'Geef dan geen signaal af.',
    },
    advice:
      'Wacht op een signaal van een ander. Dat mag je wel ontvangen, en je kunt antwoorden dat ze contact met je opnemen. Twijfel je? Overleg met een collega of met Veilig Thuis.',
    needChoice: 'Kies waarom je dit mag delen.',
    needNone: 'Zo mag je het niet delen. Niets gaat weg.',
    setting: 'Ik heb beroepsgeheim',
    settingText:
      'Bijvoorbeeld als arts, verpleegkundige of psycholoog. Je kunt signalen ontvangen en beantwoorden. Geef je er zelf een af, dan weeg je één keer meer. Dit blijft op dit apparaat.',
    on: 'aan',
    off: 'uit',
  },
}
