/**
 * What the worker does for a large list: one new signaal against 20,000 children, the tags of a week, and the
 * projections of a coordinator with 10,000 signalen. The code is the engine's own.
 */
import { useIdentity } from '../../renderer/engine/crypto/identity.ts'
import { libraries } from '../../renderer/engine/crypto/libraries.ts'
import { Memo } from '../../renderer/engine/core/memo.ts'
import type { Thread } from '../../renderer/engine/core/thread.ts'
import type { Ports } from '../../renderer/engine/ports.ts'
import { weekKeyName, State } from '../../renderer/engine/store/state.ts'
import { put } from '../../renderer/engine/store/changes.ts'
import type { LocalStore } from '../../renderer/engine/store/database.ts'
import { receive } from '../../renderer/engine/inbox/receive.ts'
import { openViews } from '../../renderer/engine/views/views.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { weekNumber } from '../../shared/calendar/time.ts'
import { Town } from '../fixtures/town.ts'
import { quantile } from './figures.ts'
import { largeList, signalSealer, TYPES } from './large-list.ts'

const CHILDREN = Number(process.env['BENCH_CHILDREN'] ?? 20_000)
const THREADS = Number(process.env['BENCH_THREADS'] ?? 10_000)
const SIGNALS = 50
const STORE = { write: () => Promise.resolve(), close: () => {} } as unknown as LocalStore

const milliseconds = async (task: () => unknown): Promise<number> => {
  const started = performance.now()
  await task()
  return performance.now() - started
}

export const benchEngine = async (): Promise<void> => {
  const town = await Town.start()
  const asking = await town.admitDevice(await town.admitOrganisation(), {
    roles: ['professional', 'administrator'],
  })
  const listening = await town.admitDevice(await town.admitOrganisation({ kind: 'neighbourhood-team' }), {
    roles: ['professional', 'coordinator'],
    neighbourhoods: ['WK999801'],
  })
  await town.publishWeekKey(asking)
  const now = new Date(town.clock.now())
  const scope = await town.weekKeyOf(listening)
  const state = new State(STORE, await useIdentity(listening.identity))
  state.directory = town.directory
  state.weekKeys.set(weekKeyName(scope.week, toBase64url(scope.keyId), 'signals'), scope)
  const ports = { clock: town.clock, random: systemRandom } as unknown as Ports
  const list = largeList(CHILDREN, now)
  await state.commit(list.rows)

  state.matching.library = state.followed.library = (await libraries()).slotTags
  const prepared = await milliseconds(() => state.matching.prepare(weekNumber(now), () => Promise.resolve()))

  const seal = await signalSealer(asking, scope, list, now)
  const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (const what of ['unknown', 'known'] as const)
    for (let i = 0; i < SIGNALS; i++) {
      const envelope = await seal(what === 'known' ? i : null)
      took[what].push(
        await milliseconds(async () =>
          state.commit(
            (await receive(state, { seq: i + 1, envelope, salt: '', again: false }, now, ports)).changes,
          ),
        ),
      )
    }
  if (state.threads.size !== SIGNALS)
    throw new Error(`${state.threads.size} of ${SIGNALS} signalen were recognised`)

  const [one] = state.threads.values()
  await state.commit(
    Array.from({ length: THREADS }, (_, i) =>
      put('threads', `many-${i}`, {
        ...one!,
        id: `many-${i}`,
        part: 'none',
        coordinator: true,
      } satisfies Thread),
    ),
  )
  const memo = new Memo()
  const status = { state: 'online', problem: null, updatedAt: null, toRead: 0, metered: false } as const
  const first = await milliseconds(() => openViews(state, status, now, memo))
  const nothing = await milliseconds(() => openViews(state, status, now, memo))
  await state.commit([put('threads', 'many-0', { ...one!, id: 'many-0', part: 'none', coordinator: true })])
  const after = await milliseconds(() => openViews(state, status, now, memo))
  await town.stop()

  console.log(`\nThe worker with ${CHILDREN.toLocaleString('en')} children, ${TYPES.length} tokens each`)
  console.table([
    {
      what: 'one new signaal, nobody known: opened, looked up, stored in memory',
      'p50 ms': quantile(took.unknown, 0.5).toFixed(1),
      'p95 ms': quantile(took.unknown, 0.95).toFixed(1),
    },
    {
      what: 'one new signaal about a child of the list: opened, matched, signature verified',
      'p50 ms': quantile(took.known, 0.5).toFixed(1),
      'p95 ms': quantile(took.known, 0.95).toFixed(1),
    },
    {
      what: 'the keys of a new week, once a week, in slices of 12 ms',
      'p50 ms': prepared.toFixed(0),
      'p95 ms': '',
    },
    {
      what: `projections with ${THREADS.toLocaleString('en')} signalen, the first time`,
      'p50 ms': first.toFixed(1),
      'p95 ms': '',
    },
    { what: '  after one of them changed', 'p50 ms': after.toFixed(1), 'p95 ms': '' },
    { what: '  when nothing changed', 'p50 ms': nothing.toFixed(1), 'p95 ms': '' },
  ])
}
if (import.meta.main) {
  await benchEngine()
  process.exit(0)
}
