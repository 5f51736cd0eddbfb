import { sql, type Kysely } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  // Relays that run lock the head first too: in another order one of us would be ended (docs/decisions/0013).
  await sql`lock table log_head in access exclusive mode`.execute(db)
  await db.schema
    .createTable('pushes')
    .addColumn('subject', 'bytea', (column) => column.primaryKey())
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .alterTable('log_head')
    .addColumn('deleting_runs', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('erased_runs', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('erased_day', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  // The planner keeps samples of values, and would keep them after their row is gone.
  for (const [table, column] of [
    ['events', 'hash'],
    ['events', 'envelope'],
    ['events', 'salt'],
    ['mailboxes', 'id'],
    ['mailbox_messages', 'mailbox'],
    ['mailbox_messages', 'message'],
    ['pushes', 'subject'],
  ] as const)
    await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} set statistics 0`.execute(db)
}
