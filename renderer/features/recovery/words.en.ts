import type { Words } from '../../i18n/words.ts'
import type { recoveryNl } from './words.nl.ts'

export const recoveryEn: Words<typeof recoveryNl> = {
  lost: {
    title: 'The data on this device is gone',
    rescue:
      'There is a rescue copy. With it this device takes part again, with {{signals}} and {{waiting}}. The rest comes from the municipality. After that you read your list in again.',
    noRescue:
      'There is no rescue copy. Ask your administrator for a new code and let this device join again.',
    signals_zero: 'no signals of yours',
    signals_one: '1 signal of yours',
    signals_other: '{{count}} signals of yours',
    waiting_zero: 'nothing that still has to leave',
    waiting_one: '1 message that still has to leave',
    waiting_other: '{{count}} messages that still have to leave',
    rebuild: 'Restore this device',
    again: 'Try to open it again',
    forget: 'Let this device join again',
    forgetText:
      'What stood only on this device is really gone then: the rescue copy too. You need a new code from your administrator.',
    forgetNow: 'Wipe and join again',
  },
}
