/**
 * Tables of relay and trustee. What is not here is not kept: no device, no address, no time finer than an
 * hour.
 */
import type { Generated } from 'kysely'

interface EventRow {
  seq: number
  hash: Buffer
  envelope: Buffer
  expires_day: number
  received_hour: Date
  /** With it the leaf of the log can be checked; it goes with the envelope. */
  salt: Buffer
}
interface LogHeadRow {
  id: number
  log_id: string
  head: number
  secret: Buffer
  tree_size: number
  /** Hashes of the full subtrees, from large to small. */
  tree_edge: Buffer
  /**
   * Retention runs that deleted rows, how many of them are erased from the files (store/erase.ts), and the
   * last day of that.
   */
  deleting_runs: number
  erased_runs: number
  erased_day: number
}
export interface DirectoryRow {
  seq: number
  hash: Buffer
  body: string
  signatures: string
}
interface EvaluationRow {
  organisation_id: string
  type: string
  epoch: number
  generation: number
  day: number
  count: number
  in_tree: boolean
}
interface DeletionRow {
  id: Generated<number>
  kind: string
  count: number
  at_hour: Date
}

interface LeafRow {
  place: number
  entry: Buffer
}
/** Hashes of full tiles: level 1 is a tile of 256 leaves, level 2 one of 256 tiles. */
interface TileRow {
  level: number
  place: number
  hash: Buffer
}
/**
 * At the trustee: the newest tree that was seen to continue the ones before, with its own signature under it;
 * and the panel's.
 */
export interface WitnessedRow {
  origin: string
  size: number
  note: string
  panel_note: string | null
}
/** At the trustee: two signed trees of which at most one can be true. */
interface ForkRow {
  origin: string
  first_note: string
  other_note: string
}

interface MailboxRow {
  id: Buffer
  expires_at: Date
}
interface MailboxMessageRow {
  mailbox: Buffer
  place: number
  message: Buffer
}

/** What was counted on a day, by a name that only that day's keyed hash makes (day-counts.ts). */
interface DayCountRow {
  subject: Buffer
  day: number
  count: number
}

export interface Tables {
  events: EventRow
  log_head: LogHeadRow
  directory: DirectoryRow
  evaluations: EvaluationRow
  deletions: DeletionRow
  leaves: LeafRow
  tiles: TileRow
  witnessed: WitnessedRow
  forks: ForkRow
  mailboxes: MailboxRow
  mailbox_messages: MailboxMessageRow
  day_counts: DayCountRow
}
