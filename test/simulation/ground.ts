/**
 * What all worlds of a process stand on: one PostgreSQL without fsync, a database for each role, and globals
 * that are counted.
 */
import { startTestPostgres } from '../fixtures/postgres.ts'
import { libraries } from '../../renderer/engine/crypto/libraries.ts'
import { SimDatabase } from './database.ts'
import { keysKnown } from './people.ts'
import { install, uninstall } from './stillness.ts'
import type { Ground } from './world.ts'

export const layGround = async (): Promise<Ground & { stop(): Promise<void> }> => {
  const postgres = await startTestPostgres({ own: true })
  const relay = await SimDatabase.open(await postgres.makeDatabase())
  const trustee = await SimDatabase.open(await postgres.makeDatabase())
  await relay.read('alter system set fsync = off')
  await relay.read('alter system set full_page_writes = off')
  await relay.read('select pg_reload_conf()')
  await libraries()
  await keysKnown()
  install()
  return {
    relay,
    trustee,
    stop: async () => {
      uninstall()
      await relay.stop()
      await trustee.stop()
      await postgres.stop()
    },
  }
}
