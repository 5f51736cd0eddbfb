/** The draft of a signaal: nothing of it is lost, and once it was sent nothing of it comes back. */
import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useDraft } from '../../../renderer/features/new-signal/draft.ts'
import { wiredDoor } from '../../fixtures/wired-door.ts'

let saved: (string | null)[]
beforeEach(async () => {
  saved = []
  vi.useFakeTimers()
  await wiredDoor((command) => {
    if (command.kind === 'save-draft') saved.push(command.draft && command.draft.note)
  })
})
afterEach(() => {
  vi.useRealTimers()
})
const later = (): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(10_000)
  })

test('what was changed is saved once typing rests, and at once where the person leaves', async () => {
  const { result, unmount } = renderHook(useDraft)
  for (const note of ['B', 'Be', 'Bel']) act(() => result.current.change({ note }))
  expect(saved).toEqual([])
  await later()
  expect(saved).toEqual(['Bel'])
  act(() => result.current.change({ note: 'Bel Oma' }))
  unmount()
  expect(saved).toEqual(['Bel', 'Bel Oma'])
})

test('what was sent is not saved as a draft afterwards, neither later nor on leaving; what was cleared is forgotten', async () => {
  const sent = renderHook(useDraft)
  act(() => sent.result.current.change({ note: 'verstuurd' }))
  act(() => sent.result.current.done())
  await later()
  sent.unmount()
  expect(saved).toEqual([])
  const cleared = renderHook(useDraft)
  act(() => cleared.result.current.change({ note: 'weg' }))
  act(() => cleared.result.current.clear())
  await later()
  cleared.unmount()
  expect(saved).toEqual([null])
})
