/**
 * Where only hint keys agree nothing is opened: a human looks, says 'perhaps' or 'not the same', and a mended
 * record opens it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { matchKeysOf } from '../../shared/matching/match-keys.ts'
import { opens } from '../../shared/matching/key-types.ts'
import { draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

const HEADER = 'Voornaam;Achternaam;Geboortedatum;Postcode'
const LOST = { firstName: 'Willem', lastName: 'Zonneveld', birthDate: '2015-04-17', postcode: '1234AB' }
/** The same initial, surname, day and neighbourhood of the post: a call name, or a brother of a twin. */
const RESEMBLES = { firstName: 'Wouter', lastName: 'Zonneveld', birthDate: '2015-04-17', postcode: '1234CD' }
const lineOf = (child: typeof LOST): string => Object.values(child).join(';')

let town: Town
let requester: TestEngine
let responder: TestEngine
let id: string
const settled = ({ sync }: ReturnType<TestEngine['views']>): boolean =>
  sync.state === 'online' && sync.tokensDone === sync.tokensTotal

beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitOrganisation({ name: 'De Regenboog' })
  const welfare = await town.admitOrganisation({ name: 'Welzijn Veenwijk' })
  const teacher = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  await town.publishWeekKey(teacher)
  requester = await startEngine(town, teacher, { caseload: `${HEADER}\n${lineOf(LOST)}\n` })
  responder = await startEngine(town, await town.admitDevice(welfare), {
    caseload: `${HEADER}\n${lineOf(RESEMBLES)}\n`,
  })
  for (const engine of [requester, responder]) await engine.until(settled, 'tokens')
  ;({ signalId: id } = (await requester.run({
    kind: 'file-signal',
    draft: await draftOf(requester, LOST.firstName),
  })) as { signalId: string })
  await requester.until(({ sent }) => sent[0]?.state === 'open', 'sending')
})
afterAll(async () => {
  await requester?.stop()
  await responder?.stop()
  await town?.stop()
})

test('the two records share keys that hint and none that opens', () => {
  const [theirs, ours] = [LOST, RESEMBLES].map(
    (child) => new Map(matchKeysOf(child, false).map(({ type, input }) => [input, type])),
  )
  const shared = [...theirs!].filter(([input]) => ours!.has(input)).map(([, type]) => opens(type))
  expect(shared).toEqual([false])
})

test('a hint is shown with the own record only; nothing of the signaal is known', async () => {
  const { hints, matches } = await responder.until((views) => views.hints.length === 1, 'the hint')
  expect(matches).toEqual([])
  expect(hints[0]).toMatchObject({
    id,
    state: 'new',
    children: [
      {
        name: 'Wouter Zonneveld',
        comparisons: [
          { field: 'name', theirs: null, result: 'alike' },
          { field: 'birth-date', result: 'equal' },
          { field: 'postcode', result: 'alike' },
        ],
      },
    ],
  })
  expect(JSON.stringify(hints)).not.toMatch(/Willem|Regenboog|R-\d{3}-\d{3}-\d{4}/)
})

test('not the same stays on this device and can be undone', async () => {
  const { childId } = responder.views().hints[0]!.children[0]!
  await responder.run({ kind: 'not-the-same', signalId: id, childId })
  expect(responder.views().hints[0]!.state).toBe('not-the-same')
  await responder.run({ kind: 'undo-not-the-same', signalId: id, childId })
  expect(responder.views().hints[0]!.state).toBe('new')
})

test('perhaps: the requester reads whom to call, and it does not count as contact', async () => {
  await responder.run({ kind: 'answer-hint', signalId: id })
  const { sent } = await requester.until((views) => views.sent[0]!.answers.length === 1, 'the answer')
  expect(sent[0]).toMatchObject({
    state: 'open',
    answers: [{ organisation: 'Welzijn Veenwijk', answer: 'perhaps-call-me', phone: '06-00 00 00 00' }],
  })
  await responder.until(({ hints }) => hints[0]?.state === 'answered', 'that it left')
  await expect(responder.run({ kind: 'answer-hint', signalId: id })).rejects.toThrow('not-allowed')
})
