import type { Words } from '../../i18n/words.ts'
import type { unlockNl } from './words.nl.ts'

export const unlockEn: Words<typeof unlockNl> = {
  unlock: {
    forgotten:
      'Forgot the code? Ask your administrator for a new invitation. What stood on this device only is then gone.',
    title: 'Unlock Ruggensteun',
    text: 'Your data is encrypted while you see this screen.',
    button: 'Unlock',
    demo: 'Practice town, {{who}}: the passphrase is “{{phrase}}”.',
    demoButton: 'Open as a practice account',
  },
}
