import { sql, type Kysely } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  // A replaced seed gets a budget of its own: everybody makes their tokens again.
  await db.schema
    .alterTable('evaluations')
    .addColumn('generation', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`alter table evaluations drop constraint evaluations_key`.execute(db)
  await db.schema
    .alterTable('evaluations')
    .addPrimaryKeyConstraint('evaluations_key', ['organisation_id', 'type', 'epoch', 'generation', 'day'])
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
}
