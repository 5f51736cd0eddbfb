/**
 * When a person is told by the system that something came: not in their quiet hours or those of their wijk,
 * but once when those are over. Who coordinates a wijk hears once a day that something waits too long or that
 * a colleague waits for them, not of every signaal.
 */
import { format } from 'date-fns/format'
import type { NotificationKind, Settings } from '../../shared/bridge.ts'
import type { Task } from '../../shared/api/my-day.ts'
import type { QuietHours } from '../client/quiet-hours.ts'

/** Local time; a night runs over midnight, and where both are the same it is never quiet. */
export const isQuiet = ({ quietFrom, quietUntil }: QuietHours, now: Date): boolean => {
  const time = format(now, 'HH:mm')
  return quietFrom <= quietUntil
    ? time >= quietFrom && time < quietUntil
    : time >= quietFrom || time < quietUntil
}

export interface NoticeParts {
  readonly settings: () => Settings
  /** Hours in which nobody in the own wijken is disturbed. */
  readonly agreed: () => readonly QuietHours[]
  readonly day: () => readonly Task[]
  readonly now: () => Date
  readonly notify: (kind: NotificationKind) => void
}

export class Notices {
  readonly #parts: NoticeParts
  #held = false
  #toldOn: string | null = null

  constructor(parts: NoticeParts) {
    this.#parts = parts
  }

  hear(about: NotificationKind): void {
    const { settings, now, notify } = this.#parts
    if (!settings().notifications) return
    if (this.#isQuiet(now())) this.#held = true
    else notify(about)
  }

  #isQuiet(now: Date): boolean {
    const { settings, agreed } = this.#parts
    return [settings(), ...agreed()].some((quiet) => isQuiet(quiet, now))
  }

  /** To be called every minute or so. */
  look(): void {
    const { settings, day, now, notify } = this.#parts
    if (!settings().notifications || this.#isQuiet(now())) return
    const today = format(now(), 'yyyy-MM-dd')
    const isLate =
      this.#toldOn !== today && day().some(({ kind }) => kind === 'neighbourhood' || kind === 'second-asked')
    if (!this.#held && !isLate) return
    this.#held = false
    if (isLate) this.#toldOn = today
    notify('digest')
  }
}
