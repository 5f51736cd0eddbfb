import type { Words } from '../../i18n/words.ts'
import type { safetyNl } from './words.nl.ts'

export const safetyEn: Words<typeof safetyNl> = {
  safety: {
    title: 'Not safe?',
    useBefore: 'Use the',
    meldcode: 'reporting code',
    useAfter: ', not this screen.',
    now: 'Danger now',
    veiligThuis: 'Veilig Thuis',
    open: 'Reporting code and help',
    nowText: 'Is there danger now? Call 112.',
    veiligThuisText:
      'For advice or to report. Free, day and night. For advice you need not give the name of the child.',
    copyOf: 'Copy {{number}}',
    officer: 'Your safeguarding officer',
    officerUnknown:
      'Who is the safeguarding officer (aandachtsfunctionaris) in your organisation? That person knows how the reporting code works there.',
    officerFill: 'Fill in who that is',
    notAStep: 'A signal is no step of the reporting code and does not replace it.',
    notAStepText:
      'With a signal you look for who still sees the child. Are you worried about safety? Then follow the reporting code of your own organisation, also after you gave a signal.',
    steps: 'The five steps of the reporting code',
    step: {
      map: 'Put together what you see',
      mapText:
        'Write down what you saw and heard, with the day. Facts, no judgement. Do this in your own system, not here.',
      consult: 'Consult',
      consultText: 'Conversation to a colleague who knows about this, or ask Veilig Thuis for advice.',
      conversation: 'Conversation with the parents and with the child',
      conversationText:
        'Does talking bring danger? Then do not talk, and ask Veilig Thuis. If it can be done: say what you saw, and listen.',
      weigh: 'Weigh',
      weighText: 'Lay everything side by side, with the questions below. In doubt? Ask for advice again.',
      decide: 'Decide',
      decideText:
        'Two decisions: is a report to Veilig Thuis needed, and can you give or arrange help yourself? It may be both. Is the child in danger, or unsafe again and again? Then a report to Veilig Thuis belongs to it.',
    },
    questions: 'Questions for steps 4 and 5',
    question: {
      suspect: 'Do you think that the child is not safe at home, or soon may not be?',
      danger: 'Is there danger now, or does it happen again and again?',
      able: 'Can you give or arrange good help yourself?',
      willing: 'Do the parents and the child want that help?',
      safer: 'Does it really make the child safer, and will it stay so?',
    },
    ownFirst:
      'This helps you remember. The reporting code of your own organisation and the weighing framework of your profession come first.',
    offline: 'This text is part of the program and works without internet. The websites do need it.',
    site: { meldcode: 'Reporting code on rijksoverheid.nl', 'veilig-thuis': 'veiligthuis.nl' },
    setting: {
      title: 'Safeguarding officer',
      text: 'Who is that in your organisation? Name and number then stand under ‘Not safe?’. They stay on this device and are not shown while it is locked.',
      name: 'Name',
      phone: 'Telephone',
      save: 'Save',
      saved: 'Saved.',
      clear: 'Empty',
    },
  },
}
