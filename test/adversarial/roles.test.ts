/**
 * Events that may not be: of a device whose role does not allow them, under somebody else's name, about another
 * wijk. They change nothing and are reported, whoever signs and seals them.
 */
import { drawNumber } from '../../shared/domain/spoken-number.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signerOf } from '../../build/demo/membership.ts'
import { mayDo } from '../../shared/membership/roles.ts'
import type { EventContent } from '../../shared/messages/registry.ts'
import type { SignalContent } from '../../shared/messages/signal.ts'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { openOuterLayer } from '../../shared/protocol/envelope.ts'
import { PullAnswer } from '../../shared/protocol/http.ts'
import { Role } from '../../shared/domain/identifiers.ts'
import { signStatement } from '../../shared/crypto/signing.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine, synced } from '../fixtures/engine.ts'
import { Town, type Member } from '../fixtures/town.ts'

/** A number of its own for each role. */
const numberOf = (role: Role): string => drawNumber(() => Uint8Array.of(0, 0, 1, Role.options.indexOf(role)))

let town: Town
let requester: TestEngine
let coordinator: TestEngine
let coordinatorKey: Uint8Array
let signalId: string
let replyKey: Uint8Array
const authors = {} as Record<Role, Member>

/** A member of whom the panel, which holds none, may have the week key. */
let teacher: Member
beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitOrganisation({ id: 'school', name: 'De Regenboog' })
  const team = await town.admitOrganisation({ id: 'team', name: 'Wijkteam', kind: 'neighbourhood-team' })
  const panel = await town.admitOrganisation({ id: 'panel', name: 'Burgerpanel', kind: 'citizens-panel' })
  teacher = await town.admitDevice(school, { roles: ['professional', 'administrator'] })
  for (const role of ['professional', 'administrator', 'coordinator'] as const)
    authors[role] = await town.admitDevice(team, {
      roles: [role],
      neighbourhoods: role === 'coordinator' ? ['WK999801'] : [],
    })
  authors.panel = await town.admitDevice(panel, { roles: ['panel'] })
  const watching = await town.admitDevice(
    await town.admitOrganisation({ id: 'other-team', name: 'Wijkteam West', kind: 'neighbourhood-team' }),
    { roles: ['coordinator'], neighbourhoods: ['WK999801'] },
  )
  coordinatorKey = watching.hpke.publicKey
  await town.publishWeekKey(teacher)
  requester = await startEngine(town, teacher, { caseload: caseloadOf(['Sami', '', 'Yıldız', '14-03-2017']) })
  coordinator = await startEngine(town, watching)
  await requester.until(({ sync }) => sync.state === 'online' && sync.tokensDone === 1, 'tokens')
  await coordinator.until(({ sync }) => sync.state === 'online')
  ;({ signalId } = (await requester.run({
    kind: 'file-signal',
    draft: await draftOf(requester, 'Sami'),
  })) as {
    signalId: string
  })
  await requester.until(({ sent }) => sent[0]?.state === 'open', 'sending')
  const headers = { authorization: `Bearer ${await town.session(teacher)}` }
  const { events } = PullAnswer.parse(
    await (await fetch(`${town.relay.url}/v1/events?after=0`, { headers })).json(),
  )
  const scope = await town.weekKeyOf(teacher)
  replyKey = events
    .map(({ envelope }) => openOuterLayer(fromBase64url(envelope), scope))
    .find((opened) => opened !== null && toBase64url(opened.eventId) === signalId)!.replyKey
})
afterAll(async () => {
  await requester?.stop()
  await coordinator?.stop()
  await town?.stop()
})

const by = { name: 'Iemand Anders', function: 'onbekend', phone: '06-00 00 00 99' }
const sentAt = '2026-11-23T09:00:00.000Z'
const TRIED = ['answer', 'receipt', 'outcome', 'conversation', 'coordination'] as const
const contents = (): Readonly<Record<(typeof TRIED)[number] | 'linie-request', EventContent>> => ({
  answer: { type: 'answer', signalId, answer: 'contact-call-me', by, sentAt },
  receipt: { type: 'receipt', signalId, sentAt },
  outcome: { type: 'outcome', signalId, outcome: 'contact-restored', sentAt },
  conversation: {
    type: 'conversation',
    signalId,
    ref: 'AAAAAAAA',
    entry: { kind: 'ask', ask: 'take-lead' },
    sentAt,
  },
  coordination: { type: 'coordination', signalId, action: 'remind', reason: null, to: null, by, sentAt },
  'linie-request': {
    type: 'linie-request',
    signalId,
    organisationId: 'school',
    action: 'ask',
    reason: null,
    by,
    sentAt,
  },
})
const signal: SignalContent = {
  type: 'signal',
  number: 'R-666-608-6650',
  lostSince: '2026-11-16',
  attempts: [{ way: 'called', times: 1 }],
  urgency: 'normal',
  parents: 'informed',
  children: ['8-11'],
  organisationKind: 'welfare',
  neighbourhood: 'WK999801',
  compared: [],
  requester: by,
  sentAt,
}
const refusals = (engine: TestEngine): number =>
  engine.views().logbook.filter(({ kind, detail }) => kind === 'refused' && detail === 'role').length
const stateOf = (engine: TestEngine): string =>
  JSON.stringify(
    engine.views().sent.map(({ state, answers, looked, outcome }) => ({ state, answers, looked, outcome })),
  )
describe.each(Role.options)('%s', (role) => {
  test.each(TRIED)('%s', async (type) => {
    const [before, refused] = [stateOf(requester), refusals(requester)]
    await town.pushAs(authors[role], {
      replyTo: replyKey,
      content: contents()[type],
      keyOf: teacher,
    })
    await synced(town, requester)
    const allowed = mayDo([role], type)
    await expect.poll(() => refusals(requester) - refused, { timeout: 60_000 }).toBe(allowed ? 0 : 1)
    if (!allowed) expect(stateOf(requester)).toBe(before)
  })

  test('signal', async () => {
    const refused = refusals(coordinator)
    await town.pushAs(authors[role], {
      isSignal: true,
      keyOf: teacher,
      coordinators: [coordinatorKey],
      content: { ...signal, number: numberOf(role) },
    })
    await synced(town, coordinator)
    const shown = (): boolean =>
      coordinator.views().neighbourhood.some(({ number }) => number === numberOf(role))
    await expect
      .poll(() => [shown(), refusals(coordinator) - refused], { timeout: 60_000 })
      .toEqual(mayDo([role], 'signal') ? [true, 0] : [false, 1])
  })

  test('invite: its own app refuses what the role does not allow', async () => {
    const engine = await startEngine(town, authors[role])
    await engine.until(({ sync }) => sync.state === 'online')
    const roles: Role[] = role === 'panel' ? ['panel'] : ['professional']
    const made = engine.run({ kind: 'invite', roles, neighbourhoods: [] })
    await (mayDo([role], 'invite')
      ? expect(made).resolves.toHaveProperty('code')
      : expect(made).rejects.toThrow('not-your-role'))
    await engine.stop()
  })
})

const refusedAs = (engine: TestEngine, why: string): number =>
  engine.views().logbook.filter(({ kind, detail }) => kind === 'refused' && detail === why).length

test('nobody speaks in the name of another: what somebody else signed is not that one’s', async () => {
  const before = stateOf(requester)
  for (const type of ['answer', 'outcome', 'conversation', 'receipt'] as const)
    await town.pushAs(authors.professional, {
      signedBy: authors.administrator,
      via: authors.administrator,
      replyTo: replyKey,
      content: contents()[type],
    })
  await synced(town, requester)
  await expect.poll(() => refusedAs(requester, 'signature'), { timeout: 60_000 }).toBe(4)
  expect(stateOf(requester)).toBe(before)
})

test('a coordinator of another wijk has no say in this one', async () => {
  const elsewhere = await town.admitDevice(
    await town.admitOrganisation({
      id: 'far-team',
      name: 'Wijkteam Ver',
      kind: 'neighbourhood-team',
      neighbourhoods: ['WK999802'],
    }),
    { roles: ['coordinator'], neighbourhoods: ['WK999802'] },
  )
  const before = stateOf(requester)
  const shielded = { ...contents().answer, answer: 'in-view-unnamed' } as EventContent
  for (const content of [shielded, contents().coordination, contents()['linie-request']])
    await town.pushAs(elsewhere, {
      replyTo: replyKey,
      content,
    })
  await synced(town, requester)
  await expect.poll(() => refusedAs(requester, 'area'), { timeout: 60_000 }).toBe(3)
  expect(stateOf(requester)).toBe(before)
})

test('a member with a changed program puts a BSN in a text, and writes days that cannot be: nothing of it is kept', async () => {
  const bsn = '123456782'
  const says = (
    ref: string,
    entry: Extract<EventContent, { type: 'conversation' }>['entry'],
  ): Promise<unknown> =>
    town.pushAs(authors.professional, {
      replyTo: replyKey,
      content: { type: 'conversation', signalId, ref, entry, sentAt },
    })
  await says('BBBBBBBB', { kind: 'text', text: `Zijn nummer is ${bsn}.` })
  await says('CCCCCCCC', { kind: 'pause', reason: 'holiday', until: '2134-04-10' })
  await says('DDDDDDDD', { kind: 'agreement', by: 'both', what: 'meet', on: '1970-01-01' })
  await synced(town, requester)
  const shown = JSON.stringify([requester.views(), requester.posted])
  expect(shown).toContain(`Zijn nummer is ${'*'.repeat(9)}.`)
  for (const written of [bsn, '2134-04-10', '1970-01-01']) expect(shown).not.toContain(written)
  expect(
    requester.views().logbook.filter(({ kind, detail }) => kind === 'refused' && detail === 'content'),
  ).toHaveLength(2)
})

test('what a device signs after it was revoked counts for nothing, also when another device carries it; what it sent before stays', async () => {
  const lost = authors.professional
  const answer = (name: string): EventContent => ({
    type: 'answer',
    signalId,
    answer: 'contact-call-me',
    by: { ...by, name },
    sentAt,
  })
  await town.pushAs(lost, {
    replyTo: replyKey,
    content: answer('Voor De Diefstal'),
  })
  await requester.until(
    ({ sent }) => sent[0]!.answers.some(({ name }) => name === 'Voor De Diefstal'),
    'the answer before',
  )
  const { head } = (await (
    await fetch(`${town.relay.url}/v1/events?after=0&limit=1`, {
      headers: { authorization: `Bearer ${await town.session(authors.administrator)}` },
    })
  ).json()) as { head: number }
  const { id, signingKey } = await signerOf(authors.administrator)
  await town.publish([
    await signStatement(
      { type: 'device-revoked', deviceId: lost.device.id, reason: 'lost', afterSeq: head, at: town.at },
      [{ by: id, key: signingKey }],
    ),
  ])
  await expect(town.pushAs(lost, { replyTo: replyKey, content: answer('Na De Diefstal') })).rejects.toThrow(
    '401',
  )
  await town.pushAs(lost, {
    replyTo: replyKey,
    content: answer('Na De Diefstal'),
    via: authors.coordinator,
  })
  await synced(town, requester)
  await requester.until(
    ({ logbook }) => logbook.some(({ kind, detail }) => kind === 'refused' && detail === 'revoked'),
    'the refusal',
  )
  expect(requester.views().sent[0]!.answers.map(({ name }) => name)).toEqual(['Voor De Diefstal'])
})
