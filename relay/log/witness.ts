/**
 * The trustee as a witness of the relay's log (what C2SP calls tlog-witness): devices bring the relay's
 * checkpoints, and it signs only one that continues what it signed before. Two trees of one size are kept as
 * the relay signed them: whoever asks gets both, and can show that the relay told two stories.
 */
import { sql, type Transaction } from 'kysely'
import { equalBytes, fromBase64url } from '../../shared/encoding.ts'
import { isConsistent } from '../../shared/log/merkle.ts'
import {
  cosignedAt,
  cosignNote,
  isSignedBy,
  panelName,
  readCheckpoint,
  readNote,
  TRUSTEE_NAME,
  writeNote,
  type Checkpoint,
  type NamedKey,
  type Note,
} from '../../shared/log/note.ts'
import type { WitnessAnswer, WitnessRequest } from '../../shared/protocol/http.ts'
import type { Device } from '../../shared/membership/statements.ts'
import type { Clock } from '../../shared/calendar/time.ts'
import { Refusal } from '../errors.ts'
import type { Database } from '../store/database.ts'
import type { Tables, WitnessedRow } from '../store/schema.ts'

const RELAYS = 'ruggensteun/relay/'
const NOTHING: WitnessAnswer = { note: null, panel: null, fork: null }

export interface WitnessParts {
  readonly database: Database
  readonly clock: Clock
  /** base64url; empty where it is not known yet. */
  readonly relayKey: string
  readonly publicKey: string
  readonly key: CryptoKey
}
interface Seen {
  readonly note: Note
  readonly checkpoint: Checkpoint
}

export class Witness {
  readonly #parts: WitnessParts
  readonly #self: NamedKey

  constructor(parts: WitnessParts) {
    this.#parts = parts
    this.#self = { name: TRUSTEE_NAME, publicKey: fromBase64url(parts.publicKey) }
  }

  async of(origin: string): Promise<WitnessAnswer> {
    const { db } = this.#parts.database
    const row = await db.selectFrom('witnessed').selectAll().where('origin', '=', origin).executeTakeFirst()
    const fork = await db.selectFrom('forks').selectAll().where('origin', '=', origin).executeTakeFirst()
    return row
      ? { note: row.note, panel: row.panel_note, fork: fork ? [fork.first_note, fork.other_note] : null }
      : NOTHING
  }

  /**
   * Throws Refusal 'malformed' for what the relay did not sign, 'conflict' for a larger tree without the
   * proof that it continues the last one.
   */
  async observe({ note: text, proof, panel }: WitnessRequest, device: Device): Promise<WitnessAnswer> {
    const seen = await this.#read(text)
    const { origin } = seen.checkpoint
    const panelNote = panel === undefined ? null : await this.#ofPanel(panel, origin, device)
    await this.#parts.database.db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${origin}, 7201003))`.execute(tx)
      await this.#compare(tx, seen, proof.map(fromBase64url))
      if (panelNote)
        await tx
          .updateTable('witnessed')
          .set({ panel_note: panelNote })
          .where('origin', '=', origin)
          .execute()
    })
    return this.of(origin)
  }

  async #read(text: string): Promise<Seen> {
    const note = readNote(text)
    const checkpoint = note && readCheckpoint(note.text)
    const { relayKey } = this.#parts
    if (!note || !checkpoint?.origin.startsWith(RELAYS) || relayKey === '')
      throw new Refusal('malformed', 'note')
    if (!(await isSignedBy(note, { name: checkpoint.origin, publicKey: fromBase64url(relayKey) })))
      throw new Refusal('malformed', 'note: signature')
    return { note, checkpoint }
  }

  /** The panel's own signature under a checkpoint that the relay signed. */
  async #ofPanel(text: string, origin: string, device: Device): Promise<string> {
    const { note, checkpoint } = await this.#read(text)
    const panel = { name: panelName(device.id), publicKey: fromBase64url(device.signingKey) }
    if (
      !device.roles.includes('panel') ||
      checkpoint.origin !== origin ||
      (await cosignedAt(note, panel)) === null
    )
      throw new Refusal('malformed', 'panel')
    return text
  }

  async #compare(tx: Transaction<Tables>, seen: Seen, proof: readonly Uint8Array[]): Promise<void> {
    const { checkpoint } = seen
    const row = await tx
      .selectFrom('witnessed')
      .selectAll()
      .where('origin', '=', checkpoint.origin)
      .executeTakeFirst()
    const before = row && readCheckpoint(readNote(row.note)?.text ?? '')
    if (row && !before) throw new Error('a note of this witness does not read')
    if (before && checkpoint.size < before.size) return
    // Of one size the roots say it all: a proof that comes along was asked for before somebody else brought
    // the same tree.
    const same = before?.size === checkpoint.size
    if (
      before &&
      !(same ? equalBytes(before.root, checkpoint.root) : isConsistent(before, checkpoint, proof))
    ) {
      if (!same) throw new Refusal('conflict', 'proof')
      await tx
        .insertInto('forks')
        .values({ origin: checkpoint.origin, first_note: row!.note, other_note: writeNote(seen.note) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return
    }
    await this.#keep(tx, seen)
  }

  async #keep(tx: Transaction<Tables>, { note, checkpoint }: Seen): Promise<void> {
    const own = await cosignNote(
      note.text,
      this.#self,
      this.#parts.key,
      Math.floor(this.#parts.clock.now() / 1000),
    )
    const row: Omit<WitnessedRow, 'panel_note'> = {
      origin: checkpoint.origin,
      size: checkpoint.size,
      note: writeNote({
        text: note.text,
        signatures: [...note.signatures.filter(({ name }) => name === checkpoint.origin), own],
      }),
    }
    await tx
      .insertInto('witnessed')
      .values({ ...row, panel_note: null })
      .onConflict((conflict) => conflict.column('origin').doUpdateSet({ size: row.size, note: row.note }))
      .execute()
  }
}
