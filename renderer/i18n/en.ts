import { administrationEn } from '../features/administration/words.en.ts'
import { agreementsEn } from '../features/agreements/words.en.ts'
import { caseloadEn } from '../features/caseload/words.en.ts'
import { conversationEn } from '../widgets/conversation/words.en.ts'
import { enrolEn } from '../features/enrol/words.en.ts'
import { letterEn } from '../features/letter/words.en.ts'
import { logbookEn } from '../features/logbook/words.en.ts'
import { myDayEn } from '../features/my-day/words.en.ts'
import { mySignalsEn } from '../features/my-signals/words.en.ts'
import { neighbourhoodsEn } from '../features/neighbourhoods/words.en.ts'
import { newSignalEn } from '../features/new-signal/words.en.ts'
import { obstaclesEn } from '../features/obstacles/words.en.ts'
import { oversightEn } from '../features/oversight/words.en.ts'
import { possibleMatchEn } from '../features/possible-match/words.en.ts'
import { recoveryEn } from '../features/recovery/words.en.ts'
import { safetyEn } from '../features/safety/words.en.ts'
import { settingsEn } from '../features/settings/words.en.ts'
import { triageEn } from '../features/triage/words.en.ts'
import { unlockEn } from '../features/unlock/words.en.ts'
import { whoIsWhoEn } from '../features/who-is-who/words.en.ts'
import { errorsEn } from './errors.en.ts'
import { frameEn } from './frame.en.ts'
import { sharedEn } from './shared.en.ts'
import { termsEn } from './terms.en.ts'
import type { Catalogue } from './nl.ts'

/** Every English word on a screen; the same keys as the Dutch catalogue, checked by the compiler. */
export const en: Catalogue = {
  ...frameEn,
  ...termsEn,
  ...sharedEn,
  ...errorsEn,
  ...administrationEn,
  ...agreementsEn,
  ...caseloadEn,
  ...conversationEn,
  ...enrolEn,
  ...letterEn,
  ...logbookEn,
  ...myDayEn,
  ...mySignalsEn,
  ...neighbourhoodsEn,
  ...newSignalEn,
  ...obstaclesEn,
  ...oversightEn,
  ...possibleMatchEn,
  ...recoveryEn,
  ...safetyEn,
  ...settingsEn,
  ...triageEn,
  ...unlockEn,
  ...whoIsWhoEn,
}
