import { sql, type Kysely } from 'kysely'

// oxlint-disable-next-line eslint/max-lines-per-function -- The schema is one list of tables, read from top to bottom.
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('log_head')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('log_id', 'uuid', (column) => column.notNull())
    .addColumn('head', 'bigint', (column) => column.notNull())
    .addColumn('secret', 'bytea', (column) => column.notNull())
    .addColumn('tree_size', 'bigint', (column) => column.notNull())
    .addColumn('tree_edge', 'bytea', (column) => column.notNull())
    .addColumn('deleting_runs', 'integer', (column) => column.notNull())
    .addColumn('erased_runs', 'integer', (column) => column.notNull())
    .addColumn('erased_day', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('events')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('hash', 'bytea', (column) => column.notNull().unique())
    .addColumn('envelope', 'bytea', (column) => column.notNull())
    .addColumn('expires_day', 'integer', (column) => column.notNull())
    .addColumn('received_hour', 'timestamptz', (column) => column.notNull())
    .addColumn('salt', 'bytea', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('events_expires_day').on('events').column('expires_day').execute()
  await db.schema
    .createTable('directory')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('hash', 'bytea', (column) => column.notNull().unique())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('signatures', 'text', (column) => column.notNull())
    .execute()
  // A replaced seed gets a budget of its own: everybody makes their tokens again.
  await db.schema
    .createTable('evaluations')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('epoch', 'integer', (column) => column.notNull())
    .addColumn('generation', 'integer', (column) => column.notNull())
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('in_tree', 'boolean', (column) => column.notNull())
    .addPrimaryKeyConstraint('evaluations_key', ['organisation_id', 'type', 'epoch', 'generation', 'day'])
    .execute()
  await db.schema
    .createTable('deletions')
    .addColumn('id', 'bigserial', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('at_hour', 'timestamptz', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('mailboxes')
    .addColumn('id', 'bytea', (column) => column.primaryKey())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('mailbox_messages')
    .addColumn('mailbox', 'bytea', (column) =>
      column.notNull().references('mailboxes.id').onDelete('cascade'),
    )
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('message', 'bytea', (column) => column.notNull())
    .addPrimaryKeyConstraint('mailbox_messages_key', ['mailbox', 'place'])
    .execute()
  await db.schema
    .createTable('leaves')
    .addColumn('place', 'bigint', (column) => column.primaryKey())
    .addColumn('entry', 'bytea', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('tiles')
    .addColumn('level', 'smallint', (column) => column.notNull())
    .addColumn('place', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'bytea', (column) => column.notNull())
    .addPrimaryKeyConstraint('tiles_key', ['level', 'place'])
    .execute()
  await db.schema
    .createTable('witnessed')
    .addColumn('origin', 'text', (column) => column.primaryKey())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('panel_note', 'text')
    .execute()
  await db.schema
    .createTable('forks')
    .addColumn('origin', 'text', (column) => column.primaryKey())
    .addColumn('first_note', 'text', (column) => column.notNull())
    .addColumn('other_note', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('day_counts')
    .addColumn('subject', 'bytea', (column) => column.primaryKey())
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .execute()
  // Sealed bytes do not compress: TOAST would only cost time.
  for (const [table, column] of [
    ['events', 'envelope'],
    ['leaves', 'entry'],
  ] as const)
    await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} set storage plain`.execute(db)
  // The planner keeps samples of values, and would keep them after their row is gone.
  for (const [table, column] of [
    ['events', 'hash'],
    ['events', 'envelope'],
    ['events', 'salt'],
    ['mailboxes', 'id'],
    ['mailbox_messages', 'mailbox'],
    ['mailbox_messages', 'message'],
    ['day_counts', 'subject'],
  ] as const)
    await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} set statistics 0`.execute(db)
}
