import type { secrecyNl } from './secrecy.nl.ts'
import type { Words } from './words.ts'

export const secrecyEn: Words<typeof secrecyNl> = {
  secrecy: {
    question: 'You have professional secrecy. Why may you share this?',
    help: 'Your choice stays on this laptop and stands in your logbook.',
    weighing: { consent: 'There is consent', 'serious-danger': 'I suspect serious danger', none: 'Neither' },
    weighingText: {
      consent: 'Of the parents, of the young person from 16 on, or of both between 12 and 16.',
      'serious-danger': 'I weighed this with a colleague or with Veilig Thuis.',
      none: 'Then do not give a signal.',
    },
    advice:
      'Wait for a signal of somebody else. That you may receive, and you can answer that they should get in touch with you. In doubt? Talk to a colleague or to Veilig Thuis.',
    needChoice: 'Choose why you may share this.',
    needNone: 'Like this you may not share it. Nothing leaves.',
    setting: 'I have professional secrecy',
    settingText:
      'For example as a doctor, nurse or psychologist. You can receive signals and answer them. To give one yourself you weigh once more. This stays on this device.',
    on: 'on',
    off: 'off',
  },
}
