/** Through real engines: a device that answers sends exactly as many envelopes as one that does not. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { caseloadOf, draftOf, startEngine, synced, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

/**
 * Every draw of four bytes is one half: so a device plans 17 decoys for each signaal, all of them 465 seconds
 * after it came (core/decoys.ts).
 */
const halves: typeof systemRandom = (length) =>
  length === 4 ? Uint8Array.of(128, 0, 0, 0) : systemRandom(length)
const PLANNED = 17

let town: Town
let requester: TestEngine
const sent = { quiet: 0, speaking: 0 }
const devices = {} as Record<keyof typeof sent, TestEngine>

beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitOrganisation({ id: 'school', name: 'De Regenboog' })
  const teacher = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  const members = {
    quiet: await town.admitDevice(await town.admitOrganisation({ id: 'welfare', name: 'Welzijn' })),
    speaking: await town.admitDevice(await town.admitOrganisation({ id: 'youth', name: 'Jongerenwerk' })),
  }
  await town.publishWeekKey(teacher)
  const caseload = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'])
  requester = await startEngine(town, teacher, { caseload })
  await requester.until(({ sync }) => sync.state === 'online' && sync.tokensDone === 1, 'tokens')
  for (const name of ['quiet', 'speaking'] as const) {
    devices[name] = await startEngine(town, members[name], {
      caseload,
      ports: {
        random: halves,
        fetch: (url, init) => {
          if (init?.method === 'POST' && new URL(String(url)).pathname === '/v1/events')
            sent[name] += (JSON.parse(String(init.body)) as { envelopes: string[] }).envelopes.length
          return fetch(url, init)
        },
      },
    })
    await devices[name].until(({ sync }) => sync.state === 'online' && sync.tokensDone === 1, 'tokens')
  }
})
afterAll(async () => {
  for (const engine of [requester, ...Object.values(devices)]) await engine?.stop()
  await town?.stop()
})

test('an answer, what is said after it, and how it ended each take the place of an envelope that means nothing', async () => {
  const { quiet, speaking } = devices
  const { signalId } = (await requester.run({
    kind: 'file-signal',
    draft: await draftOf(requester, 'Sami'),
  })) as {
    signalId: string
  }
  for (const engine of [quiet, speaking]) {
    await engine.until(({ matches }) => matches.length === 1, 'the match')
  }
  for (const engine of [quiet, speaking]) await engine.run({ kind: 'sync-now' })
  expect(sent).toEqual({ quiet: 1, speaking: 1 }) // that they looked

  await speaking.run({ kind: 'answer', signalId, answer: 'contact-call-me' })
  const { sent: own } = await requester.until(
    ({ sent: [first] }) => first?.answers.length === 1,
    'the answer',
  )
  await speaking.run({
    kind: 'say',
    signalId,
    responder: own[0]!.answers[0]!.conversation!.responder,
    entry: { kind: 'text', text: 'Bel mij om vier uur.' },
  })
  await speaking.run({ kind: 'close', signalId, outcome: 'contact-restored' })
  await synced(town, speaking)
  await requester.until(({ sent: [own] }) => own?.answers[0]?.outcome === 'contact-restored', 'the outcome')
  expect(sent).toEqual({ quiet: 1, speaking: 4 })

  town.clock.pass({ minutes: 7 })
  for (const engine of [quiet, speaking]) await engine.run({ kind: 'sync-now' })
  expect(sent).toEqual({ quiet: 1 + PLANNED, speaking: 1 + PLANNED })
})
