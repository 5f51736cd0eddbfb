/**
 * How many envelopes a device and an organisation may push in a day (UTC): a bound against a device that
 * fills the disk, far above what anybody honest sends (docs/decisions/0012). Counted in the database, so that
 * relays share it, and in portions, so that most pushes write nothing for it. Names are keyed hashes of that
 * day, and are deleted with it.
 */
import { dateOfDay, dayNumber } from '../../shared/calendar/time.ts'
import { Refusal } from '../errors.ts'
import type { Session } from '../http/sessions.ts'
import type { Database } from '../store/database.ts'
import { countMore, nameOn, type Counted } from '../store/day-counts.ts'

export interface Quotas {
  readonly device: number
  readonly organisation: number
}
export const QUOTAS: Quotas = { device: 50_000, organisation: 200_000 }

/**
 * What a process takes at a time for one device or organisation. What it did not use when it stops stays
 * counted.
 */
const PORTION = 100

export class Quota {
  readonly #database: Database
  readonly #secret: Uint8Array
  readonly #most: Quotas
  #day = 0
  /** Counted and not used yet, by name. */
  readonly #left = new Map<string, number>()
  /** A portion is on its way, by name. */
  readonly #asking = new Map<string, Promise<unknown>>()

  constructor(database: Database, secret: Uint8Array, most: Quotas) {
    this.#database = database
    this.#secret = secret
    this.#most = most
  }

  /**
   * Counts `count` envelopes; what is returned takes that back. Throws Refusal 'quota-exhausted' with the
   * seconds until midnight UTC.
   */
  async take({ deviceId, organisationId }: Session, count: number, nowMs: number): Promise<() => void> {
    const day = dayNumber(new Date(nowMs))
    if (day !== this.#day) this.#left.clear()
    this.#day = day
    const subjects = [
      this.#subject('device', deviceId, day),
      this.#subject('organisation', organisationId, day),
    ]
    const taken: Counted[] = []
    const giveBack = (): void => taken.forEach((subject) => this.#add(subject, count))
    for (const subject of subjects) {
      if (await this.#takeOf(subject, count)) taken.push(subject)
      else {
        giveBack()
        throw new Refusal('quota-exhausted', undefined, {
          more: { seconds: Math.ceil((dateOfDay(day + 1).getTime() - nowMs) / 1000) },
        })
      }
    }
    return giveBack
  }

  #subject(kind: keyof Quotas, id: string, day: number): Counted {
    return { name: nameOn(this.#secret, day, 'pushes', kind, id), day, most: this.#most[kind] }
  }

  #add({ name, day }: Counted, count: number): void {
    const key = name.toString('latin1')
    if (day === this.#day) this.#left.set(key, (this.#left.get(key) ?? 0) + count)
  }

  async #takeOf(subject: Counted, count: number): Promise<boolean> {
    const key = subject.name.toString('latin1')
    const left = (): number => this.#left.get(key) ?? 0
    // Of pushes that come at once one asks, and the others use what it got: each portion is lost where this
    // process is killed.
    while (left() < count && this.#asking.has(key)) await this.#asking.get(key)
    const have = Math.min(count, left())
    this.#add(subject, -have)
    const missing = count - have
    if (missing === 0) return true
    const asking = this.#ask(subject, missing)
    this.#asking.set(
      key,
      asking.catch(() => {}),
    )
    let got = false
    try {
      got = await asking
    } finally {
      this.#asking.delete(key)
      if (!got) this.#add(subject, have)
    }
    return got
  }

  /** A portion, or where that is too much only what is missing. */
  async #ask(subject: Counted, missing: number): Promise<boolean> {
    for (const portion of new Set([Math.max(PORTION, missing), missing])) {
      if (!(await countMore(this.#database.db, subject, portion))) continue
      this.#add(subject, portion - missing)
      return true
    }
    return false
  }
}
