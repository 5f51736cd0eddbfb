import type { termsNl } from './terms.nl.ts'
import type { Words } from './words.ts'

export const termsEn: Words<typeof termsNl> = {
  way: {
    called: 'Called',
    messaged: 'App or mail',
    visited: 'Visited',
    letter: 'Letter',
    'other-parent': 'Through another parent',
    'sibling-school': 'Through a sibling’s school',
  },
  parentsSaid: {
    informed: 'know',
    unreachable: 'not reached yet',
    unsafe: 'not told: not safe',
    'other-reason': 'not told yet',
  },
  urgency: {
    within_one: 'within {{count}} working day',
    within_other: 'within {{count}} working days',
    today: 'today',
    by: { normal: 'normal: by {{date}}', today: 'soon: by {{date}}' },
  },
  kind: {
    'primary-school': 'primary school',
    'secondary-school': 'secondary school',
    welfare: 'welfare',
    'youth-health': 'youth health care',
    'neighbourhood-team': 'neighbourhood team',
    municipality: 'municipality',
    'programme-office': 'programme office',
    other: 'organisation',
    'citizens-panel': 'citizens’ panel',
  },
  nameReason: {
    'nobody-answers': 'Nobody answers',
    'maybe-known-to-us': 'We may know the family',
    worry: 'I am worried',
    'two-signals': 'There are two signals that look alike',
  },
  disclosure: {
    'needed-for-contact': 'It is needed for contact',
    'parents-agree': 'The parents agree',
    'young-person-agrees': 'The young person agrees',
    worry: 'I am worried too',
    'not-needed': 'It is not needed',
    'parents-object': 'The parents do not want it',
    'call-me-first': 'Call me first',
  },
  escalationReason: {
    'nobody-in-front': 'Who stands in front has no contact',
    attendance: 'It is about compulsory education',
    missing: 'Nobody has seen the child',
    measure: 'A measure is in force',
  },
  linie: { front: 'front line', midfield: 'midfield', defence: 'defence', goal: 'last line' },
  day: { '1': 'Mon', '2': 'Tue', '3': 'Wed', '4': 'Thu', '5': 'Fri', '6': 'Sat', '7': 'Sun' },
}
