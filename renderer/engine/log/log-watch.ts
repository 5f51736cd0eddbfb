/**
 * Watching the relay through its log (docs/protocol.md): every new leaf is fetched, the tree is made again
 * from the own edge, and what we were given is compared with what stands in it. The trustee's signature says
 * that others see the same tree. A relay that drops, changes, rolls back, withholds from us or tells two
 * stories is found out here, with its own signature.
 */
import { readStatement } from '../../../shared/crypto/signing.ts'
import { fromBase64url, toBase64url } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { logOrigin } from '../../../shared/log/note.ts'
import { NoteAnswer, WitnessAnswer } from '../../../shared/protocol/http.ts'
import { hashOf } from '../../../shared/protocol/envelope.ts'
import { dayNumber } from '../../../shared/calendar/time.ts'
import { silenceAfter } from '../core/silence.ts'
import { envelopeKey, setMeta } from '../store/changes.ts'
import { keepWatched, watchedIn, Found, type WatchParts, aboutEvent, aboutStatement } from './record.ts'
import { readOwnNote, orNull, type Seen } from './note.ts'
import { Audit } from './audit.ts'
import { compareWithTrustee } from './witness.ts'

const WITNESS_MS = 10 * 60_000
export class LogWatch {
  readonly #parts: WatchParts
  readonly #audit: Audit
  #seen: Seen | null = null
  #witnessed: WitnessAnswer | null = null
  #witnessAt = -Infinity
  /** What events and directory were taken before the relay signed {@link #seen}: its tree must hold them. */
  #taken = { event: 0, statement: 0 }
  #askedAt: number | null = null
  /** Whether the log, and the trustee, were asked this time. */
  #asked = { log: false, trustee: false }

  constructor(parts: WatchParts) {
    this.#parts = parts
    this.#audit = new Audit(parts)
  }

  /** Before events are pulled: what the relay signs now must hold for all that it gives after. */
  async before(): Promise<void> {
    this.#seen = null
    this.#witnessed = null
    const { meta } = this.#parts.state
    this.#taken = { event: meta.cursor ?? 0, statement: meta.directory?.after ?? 0 }
    const origin = this.#origin()
    this.#asked = {
      log: origin !== null,
      trustee: origin !== null && this.#parts.ports.monotonic() - this.#witnessAt >= WITNESS_MS,
    }
    if (!origin) return
    if (this.#asked.trustee)
      this.#witnessed = await orNull(() =>
        this.#parts.trustee.call('GET', `/v1/witness?origin=${encodeURIComponent(origin)}`, WitnessAnswer),
      )
    this.#seen = await orNull(async () =>
      readOwnNote(
        this.#parts.state,
        (await this.#parts.relay.call('GET', '/v1/log/checkpoint', NoteAnswer)).note,
        origin,
      ),
    )
  }

  /** Whether there are leaves that were not looked at. */
  get hasNews(): boolean {
    return this.#seen !== null && this.#seen.checkpoint.size > watchedIn(this.#parts.state).size
  }

  /**
   * After events and directory were pulled. What it finds is kept, shown and written in the logbook, and ends
   * nothing: the rest is checked now, and everything again the next time. What cannot be asked waits for the
   * next time too; where that lasts for a day of being online, the person hears of it.
   */
  async after(): Promise<void> {
    const seen = this.#seen
    const found: Found[] = this.#gaps()
    if (!this.#asked.log) return found.length > 0 ? keepWatched(this.#parts, {}, { found }) : undefined
    const walked = seen !== null && ((await orNull(() => this.#audit.walk(seen, found))) ?? false)
    // What does not come back may be withheld from us and stand in the log all the same: only who has read
    // it can say which.
    const asked = walked && ((await orNull(() => this.#acknowledgements(found))) ?? false)
    const confirmed = seen === null ? 'log' : await this.#confirm(seen, walked, found)
    const { lastEvent, lastStatement } = watchedIn(this.#parts.state)
    const isWhole = lastEvent >= this.#taken.event && lastStatement >= this.#taken.statement
    await this.#heard(
      { log: asked && isWhole && confirmed !== 'log', trustee: confirmed !== 'trustee' },
      found,
    )
  }

  /** Who did not answer, where it was asked; null where the trustee confirmed, or did so a moment ago. */
  async #confirm(seen: Seen, walked: boolean, found: Found[]): Promise<'log' | 'trustee' | null> {
    if (!this.#asked.trustee) return null
    if (!this.#witnessed) return 'trustee'
    try {
      await compareWithTrustee(this.#parts, this.#witnessed, seen, walked)
      this.#witnessAt = this.#parts.ports.monotonic()
      return null
    } catch (error) {
      if (error instanceof Found) {
        found.push(error)
        return null
      }
      if (!(error instanceof RuggensteunError)) throw error
      return error.code.startsWith('trustee') ? 'trustee' : 'log'
    }
  }

  /** Adds what passed since the last time to a silence, or ends it. Nothing is written where nothing changes. */
  async #heard(answered: { log: boolean; trustee: boolean }, found: readonly Found[]): Promise<void> {
    const { ports, now } = this.#parts
    const at = ports.monotonic()
    const passedMs = this.#askedAt === null ? 0 : at - this.#askedAt
    this.#askedAt = at
    const { silence } = watchedIn(this.#parts.state)
    const day = dayNumber(now())
    const next = {
      log: silenceAfter(silence.log, { answered: answered.log, passedMs, day }),
      trustee: silenceAfter(silence.trustee, { answered: answered.trustee, passedMs, day }),
    }
    const quiet = answered.log && answered.trustee
    if (quiet && found.length === 0 && silence.log.lastDay === null && silence.trustee.lastDay === null)
      return
    await keepWatched(this.#parts, { silence: next }, { found })
  }

  /** Numbers that the directory passed over. */
  #gaps(): Found[] {
    const { meta } = this.#parts.state
    return (meta.uncheckedStatements?.missing ?? []).map(
      (seq) =>
        new Found(
          'withheld-statement',
          { statement: seq, directory: meta.directory?.after },
          aboutStatement(seq),
        ),
    )
  }

  #origin(): string | null {
    const logId = this.#parts.state.meta.checkpoint?.logId
    return logId ? logOrigin('relay', logId) : null
  }

  /** What the relay said it had must have come back to us, as it was. False where it could not be asked. */
  async #acknowledgements(found: Found[]): Promise<boolean> {
    const { state } = this.#parts
    const waiting = state.meta.acknowledged ?? []
    if (waiting.length === 0) return true
    const today = dayNumber(this.#parts.now())
    for (const { statement, own } of waiting) {
      const body = readStatement(statement)
      if (body?.type !== 'acknowledged') continue
      for (const { hash, seq } of body.events) {
        if (!own.includes(hash)) continue
        const isHere = (): boolean => {
          const row = state.envelopes.get(envelopeKey(seq))
          return row !== undefined && toBase64url(hashOf(fromBase64url(row.envelope))) === hash
        }
        if (isHere() || this.#mayBeGone(seq, today)) continue
        // As below: a clock that jumped may have taken the row. What cannot be asked is judged another time.
        if (!(await orNull(() => this.#parts.readAgain(seq).then(() => true)))) return false
        if (!isHere())
          found.push(new Found('dropped', { acknowledged: statement, hash, seq }, aboutEvent(seq)))
      }
    }
    await keepWatched(this.#parts, {}, { found, changes: [setMeta('acknowledged', undefined)] })
    return true
  }

  /** Whether an own event of this number has outlived its date, or does today by the relay's day. */
  #mayBeGone(seq: number, today: number): boolean {
    const { acknowledged = [] } = this.#parts.state.meta
    return acknowledged.some(({ statement, expiresDay }) => {
      const body = readStatement(statement)
      return (
        expiresDay <= today + 1 &&
        body?.type === 'acknowledged' &&
        body.events.some((event) => event.seq === seq)
      )
    })
  }
}
