import { sql, type Kysely } from 'kysely'
import { addEverything } from '../log/tree.ts'
import type { Tables } from '../store/schema.ts'

/** The log becomes a Merkle tree; what was kept before goes in as its first leaves. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .alterTable('log_head')
    .addColumn('tree_size', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('tree_edge', 'bytea', (column) => column.notNull().defaultTo(sql`''::bytea`))
    .execute()
  await db.schema.alterTable('events').addColumn('salt', 'bytea').execute()
  await db.schema
    .alterTable('evaluations')
    .addColumn('in_tree', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute()
  await db.schema
    .createTable('leaves')
    .addColumn('place', 'bigint', (column) => column.primaryKey())
    .addColumn('entry', 'bytea', (column) => column.notNull())
    .execute()
  await sql`alter table leaves alter column entry set storage plain`.execute(db)
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
  await addEverything(db as Kysely<Tables>)
}
