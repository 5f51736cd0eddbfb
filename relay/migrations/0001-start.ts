import { sql, type Kysely } from 'kysely'

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('log_head')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('log_id', 'uuid', (column) => column.notNull())
    .addColumn('head', 'bigint', (column) => column.notNull())
    .addColumn('secret', 'bytea', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('events')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('hash', 'bytea', (column) => column.notNull().unique())
    .addColumn('envelope', 'bytea', (column) => column.notNull())
    .addColumn('expires_day', 'integer', (column) => column.notNull())
    .addColumn('received_hour', 'timestamptz', (column) => column.notNull())
    .execute()
  // Sealed bytes do not compress: TOAST would only cost time.
  await sql`alter table events alter column envelope set storage plain`.execute(db)
  await db.schema.createIndex('events_expires_day').on('events').column('expires_day').execute()
  await db.schema
    .createTable('directory')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('hash', 'bytea', (column) => column.notNull().unique())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('signatures', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('evaluations')
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('epoch', 'integer', (column) => column.notNull())
    .addColumn('day', 'integer', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('evaluations_key', ['organisation_id', 'type', 'epoch', 'day'])
    .execute()
  await db.schema
    .createTable('deletions')
    .addColumn('id', 'bigserial', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('at_hour', 'timestamptz', (column) => column.notNull())
    .execute()
}
