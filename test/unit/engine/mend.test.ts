import { expect, test } from 'vitest'
import { mend } from '../../../renderer/engine/recovery/mend.ts'
import type { Change } from '../../../renderer/engine/store/changes.ts'
import type { State } from '../../../renderer/engine/store/state.ts'
import { systemRandom } from '../../../shared/crypto/seal.ts'
import { MovableClock } from '../../fixtures/clock.ts'

test('where the place up to which receipts were made does not open, none is made a second time', async () => {
  const written: Change[] = []
  const state = {
    meta: { cursor: 7 },
    outbox: new Map(),
    setAside: async (_: unknown, changes: readonly Change[]) => void written.push(...changes),
  } as unknown as State
  await mend(state, [{ table: 'meta', key: 'receipted' }], [], {
    clock: new MovableClock(),
    random: systemRandom,
  })
  expect(written).toContainEqual({ table: 'meta', key: 'receipted', value: 7 })
  expect(written.filter(({ key }) => key === 'cursor')).toEqual([])
})
