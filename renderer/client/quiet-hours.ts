import type { RulesView } from '../../shared/api/membership.ts'
import type { Settings } from '../../shared/bridge.ts'

/** Local times, as `22:00`. */
export type QuietHours = Pick<Settings, 'quietFrom' | 'quietUntil'>

/**
 * Hours in which nobody in the own wijken is disturbed. Who signs the agreements of all wijken has no wijk of their
 * own, so no agreement holds for them.
 */
export const agreedQuiet = ({ mayChange, wijken }: RulesView): QuietHours[] =>
  mayChange
    ? []
    : wijken.flatMap(({ now: { quiet } }) =>
        quiet ? [{ quietFrom: quiet.from, quietUntil: quiet.until }] : [],
      )
