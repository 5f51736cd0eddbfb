import { administrationNl } from '../features/administration/words.nl.ts'
import { agreementsNl } from '../features/agreements/words.nl.ts'
import { caseloadNl } from '../features/caseload/words.nl.ts'
import { conversationNl } from '../widgets/conversation/words.nl.ts'
import { enrolNl } from '../features/enrol/words.nl.ts'
import { letterNl } from '../features/letter/words.nl.ts'
import { logbookNl } from '../features/logbook/words.nl.ts'
import { myDayNl } from '../features/my-day/words.nl.ts'
import { mySignalsNl } from '../features/my-signals/words.nl.ts'
import { neighbourhoodsNl } from '../features/neighbourhoods/words.nl.ts'
import { newSignalNl } from '../features/new-signal/words.nl.ts'
import { obstaclesNl } from '../features/obstacles/words.nl.ts'
import { oversightNl } from '../features/oversight/words.nl.ts'
import { possibleMatchNl } from '../features/possible-match/words.nl.ts'
import { recoveryNl } from '../features/recovery/words.nl.ts'
import { safetyNl } from '../features/safety/words.nl.ts'
import { settingsNl } from '../features/settings/words.nl.ts'
import { triageNl } from '../features/triage/words.nl.ts'
import { unlockNl } from '../features/unlock/words.nl.ts'
import { whoIsWhoNl } from '../features/who-is-who/words.nl.ts'
import { errorsNl } from './errors.nl.ts'
import { frameNl } from './frame.nl.ts'
import { sharedNl } from './shared.nl.ts'
import { termsNl } from './terms.nl.ts'
import type { Words } from './words.ts'

/**
 * Every Dutch word on a screen. Level B1; `je` to professionals; the words of the field (docs/glossary.md). The words of
 * a feature stand beside its screens.
 */
export const nl = {
  ...frameNl,
  ...termsNl,
  ...sharedNl,
  ...errorsNl,
  ...administrationNl,
  ...agreementsNl,
  ...caseloadNl,
  ...conversationNl,
  ...enrolNl,
  ...letterNl,
  ...logbookNl,
  ...myDayNl,
  ...mySignalsNl,
  ...neighbourhoodsNl,
  ...newSignalNl,
  ...obstaclesNl,
  ...oversightNl,
  ...possibleMatchNl,
  ...recoveryNl,
  ...safetyNl,
  ...settingsNl,
  ...triageNl,
  ...unlockNl,
  ...whoIsWhoNl,
}

export type Catalogue = Words<typeof nl>
