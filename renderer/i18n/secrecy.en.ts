import type { secrecyNl } from './secrecy.nl.ts'
import type { Words } from './words.ts'

export const secrecyEn: Words<typeof secrecyNl> = {
  secrecy: {
    question: 'You have professional secrecy. Why may you share this?',
    help: 'That you know a child is covered too. Your choice stays on this laptop and stands in your logbook.',
    weighing: {
      consent: 'There is consent',
      'conflict-of-duties': 'Conflict of duties: I got no consent, and silence does the child serious harm',
      none: 'Neither',
    },
    weighingText: {
      consent:
        'Of all parents with authority (or the guardian), of the young person from 16 on, or of both between 12 and 16.',
      'conflict-of-duties': 'In danger Veilig Thuis comes first. This signal is not enough then.',
      none: 'Then share nothing.',
    },
    advice:
      'Share nothing now. First talk to a colleague or to Veilig Thuis. A signal of somebody else you may receive.',
    needChoice: 'Choose why you may share this.',
    needNone: 'Like this you may not share it. Nothing leaves.',
    first:
      'Professional secrecy? First talk to the parents or the young person, and answer after that. Nothing has been sent yet.',
    firstUnsafe:
      'Professional secrecy? First talk to a colleague or to Veilig Thuis, and answer after that. Nothing has been sent yet.',
    wait: 'I consult first',
    waits: 'Nothing was sent. It stands in My day.',
    waitsUntil: 'You consult first. Nothing was sent. It stands in My day, until {{date}}.',
    ask: 'Do you have professional secrecy?',
    yes: 'Yes',
    no: 'No',
    setting: 'I have professional secrecy',
    settingText:
      'For example as a youth care worker, doctor, nurse, psychologist or social worker. You can receive signals. To give one yourself, or to answer, you weigh once more. This stays on this device.',
    on: 'on',
    off: 'off',
  },
}
