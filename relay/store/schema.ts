/** Tables of relay and trustee. What is not here is not kept: no device, no address, no time finer than an hour. */
import type { Generated } from 'kysely'

export interface EventRow { seq: number; hash: Buffer; envelope: Buffer; expires_day: number; received_hour: Date }
export interface LogHeadRow { id: number; log_id: string; head: number; secret: Buffer }
export interface DirectoryRow { seq: number; hash: Buffer; body: string; signatures: string }
export interface EvaluationRow { organisation_id: string; type: string; epoch: number; generation: Generated<number>; day: number; count: number }
export interface DeletionRow { id: Generated<number>; kind: string; count: number; at_hour: Date }

export interface MailboxRow { id: Buffer; expires_at: Date }
export interface MailboxMessageRow { mailbox: Buffer; place: number; message: Buffer }

export interface Tables {
  events: EventRow
  log_head: LogHeadRow
  directory: DirectoryRow
  evaluations: EvaluationRow
  deletions: DeletionRow
  mailboxes: MailboxRow
  mailbox_messages: MailboxMessageRow
}
