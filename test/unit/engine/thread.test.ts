import { expect, test } from 'vitest'
import { foldThread, type Thread, type ThreadEvent } from '../../../renderer/engine/core/thread.ts'

const by = { name: 'Noor Smit', function: 'leerkracht', phone: '06-00 00 00 00' }
const answered = (organisationId: string, answer: 'perhaps-call-me' | 'contact-call-me'): ThreadEvent =>
  ({ hash: answer, seq: 2, deviceId: 'another', organisationId, roles: ['professional'], receivedAt: '2026-11-23T10:00:00.000Z', content: { type: 'answer', signalId: 'AAAAAAAAAAAAAAAAAAAAAA', answer, by, sentAt: '2026-11-23T10:00:00.000Z' } })

test("a colleague's answer to a hint is seen: who answers one cannot know who asks", () => {
  const thread = (event: ThreadEvent): Thread => ({ askerOrganisationId: 'school', events: [event] }) as unknown as Thread
  expect(foldThread(thread(answered('school', 'perhaps-call-me'))).answers).toHaveLength(1)
  expect(foldThread(thread(answered('school', 'contact-call-me')))).toMatchObject({ answers: [], ignored: 1 })
})
