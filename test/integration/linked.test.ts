/**
 * Two organisations that lost the same child, or a brother and a sister: brought together by one of them,
 * taken as one by the coordinator, who never learns of whom.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NeighbourhoodSignal } from '../../shared/api/triage.ts'
import type { SentSignal } from '../../shared/api/my-signals.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

const WIJK = 'WK999801'
let town: Town
let primary: TestEngine
let secondary: TestEngine
let outsider: TestEngine
let ineke: TestEngine
let joost: TestEngine

beforeAll(async () => {
  town = await Town.start()
  const school = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { roles: ['professional', 'administrator'], name: 'Fatima Bos' },
  )
  const college = await town.admitDevice(
    await town.admitOrganisation({ id: 'college', name: 'Het Veencollege', kind: 'secondary-school' }),
    { name: 'Wim Smeets' },
  )
  const other = await town.admitDevice(await town.admitOrganisation({ name: 'Welzijn' }))
  const team = await town.admitOrganisation({ name: 'Wijkteam', kind: 'neighbourhood-team' })
  const [first, second] = [
    await town.admitDevice(team, { roles: ['coordinator'], neighbourhoods: [WIJK], name: 'Ineke de Wit' }),
    await town.admitDevice(team, { roles: ['coordinator'], neighbourhoods: [WIJK], name: 'Joost Adriaans' }),
  ]
  await town.publishWeekKey(school)
  primary = await startEngine(town, school, {
    hurry: true,
    caseload: caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Elif', '', 'Yıldız', '02-09-2019']),
  })
  secondary = await startEngine(town, college, {
    hurry: true,
    caseload: caseloadOf(['Sami', '', 'Yildiz', '14-03-2017'], ['Deniz', '', 'Yıldız', '20-11-2012']),
  })
  outsider = await startEngine(town, other, {
    hurry: true,
    caseload: caseloadOf(['Anders', '', 'Iemand', '2012-05-06']),
  })
  ineke = await startEngine(town, first, { hurry: true })
  joost = await startEngine(town, second, { hurry: true })
  for (const engine of [primary, secondary])
    await engine.until(({ sync }) => sync.tokensTotal === 2 && sync.tokensDone === 2, 'tokens')
})
afterAll(async () => {
  for (const engine of [primary, secondary, outsider, ineke, joost]) await engine?.stop()
  await town?.stop()
})

const sentBy = (engine: TestEngine, name: string): SentSignal =>
  engine.views().sent.find(({ children }) => children.some((child) => child.name.startsWith(name)))!
const inWijk = (engine: TestEngine, { number }: SentSignal): NeighbourhoodSignal =>
  engine.views().neighbourhood.find((one) => one.number === number)!
const file = async (engine: TestEngine, name: string): Promise<SentSignal> => {
  await engine.run({ kind: 'file-signal', draft: await draftOf(engine, name) })
  await engine.until(() => sentBy(engine, name)?.state === 'open', 'sent')
  return sentBy(engine, name)
}

describe('the same child', () => {
  let ours: SentSignal
  let theirs: SentSignal
  beforeAll(async () => {
    ours = await file(primary, 'Sami')
    theirs = await file(secondary, 'Sami')
  })

  test('both machines see it by themselves; nothing has left', async () => {
    await primary.until(() => sentBy(primary, 'Sami').alike.length === 1, 'the other one')
    await secondary.until(() => sentBy(secondary, 'Sami').alike.length === 1, 'the other one')
    expect(sentBy(primary, 'Sami').alike).toMatchObject([
      {
        other: theirs.id,
        relation: 'same-child',
        organisation: 'Het Veencollege',
        number: theirs.number,
        names: ['Sami Yıldız'],
      },
    ])
    await ineke.until(({ neighbourhood }) => neighbourhood.length === 2, 'the wijk')
    expect(ineke.views().neighbourhood.map(({ links }) => links)).toEqual([[], []])
  })

  test('nobody merges what no requester brought together, and who asks in neither cannot say so', async () => {
    await expect(
      ineke.run({ kind: 'merge', pairs: [[ours.id, theirs.id]], step: 'merge' }),
    ).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(
      outsider.run({ kind: 'link-signals', signalId: ours.id, other: theirs.id, step: 'propose' }),
    ).rejects.toMatchObject({ code: 'unknown-signal' })
    await expect(
      primary.run({ kind: 'link-signals', signalId: ours.id, other: 'A'.repeat(22), step: 'propose' }),
    ).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(
      primary.run({ kind: 'merge', pairs: [[ours.id, theirs.id]], step: 'merge' }),
    ).rejects.toMatchObject({ code: 'not-your-role' })
  })

  test('one says so: the other sees who, with a number to call, and the coordinators see that the two belong together', async () => {
    await primary.run({ kind: 'link-signals', signalId: ours.id, other: theirs.id, step: 'propose' })
    await secondary.until(() => sentBy(secondary, 'Sami').links.length === 1, 'the word')
    expect(sentBy(secondary, 'Sami').links).toMatchObject([
      {
        other: ours.id,
        relation: 'same-child',
        organisation: 'De Regenboog',
        with: { name: 'Fatima Bos', phone: expect.any(String) as string },
        mine: false,
        merged: false,
      },
    ])
    expect(sentBy(secondary, 'Sami').alike).toEqual([])
    expect(sentBy(primary, 'Sami').links).toMatchObject([
      { other: theirs.id, organisation: 'Het Veencollege', with: { name: 'Wim Smeets' }, mine: true },
    ])
    for (const engine of [ineke, joost]) {
      await engine.until(
        () => inWijk(engine, ours).links.length === 1 && inWijk(engine, theirs).links.length === 1,
        'the link',
      )
      expect([inWijk(engine, ours).links, inWijk(engine, theirs).links]).toEqual([
        [{ other: theirs.id, number: theirs.number, relation: 'same-child', merged: false }],
        [{ other: ours.id, number: ours.number, relation: 'same-child', merged: false }],
      ])
      for (const word of ['Sami', 'Yıldız', 'Yildiz', '2017-03-14'])
        expect(JSON.stringify(engine.views())).not.toContain(word)
    }
    expect(JSON.stringify(outsider.views())).not.toContain(ours.number)
  })

  test('taken back it is gone for all', async () => {
    await primary.run({ kind: 'link-signals', signalId: ours.id, other: theirs.id, step: 'take-back' })
    await secondary.until(() => sentBy(secondary, 'Sami').links.length === 0, 'taken back')
    await ineke.until(
      () => inWijk(ineke, ours).links.length === 0 && inWijk(ineke, theirs).links.length === 0,
      'taken back',
    )
    await secondary.run({ kind: 'link-signals', signalId: theirs.id, other: ours.id, step: 'propose' })
    await primary.until(() => sentBy(primary, 'Sami').links.length === 1, 'the word of the other')
    await ineke.until(() => inWijk(ineke, ours).links.length === 1, 'the link')
  })

  test('a coordinator takes them as one: colleagues and both requesters see it', async () => {
    await ineke.run({ kind: 'merge', pairs: [[ours.id, theirs.id]], step: 'merge' })
    for (const [engine, name] of [
      [primary, 'Wim Smeets'],
      [secondary, 'Fatima Bos'],
    ] as const) {
      await engine.until(() => sentBy(engine, 'Sami').links[0]?.merged === true, 'merged')
      expect(sentBy(engine, 'Sami').links).toMatchObject([{ merged: true, with: { name } }])
    }
    await joost.until(
      () => inWijk(joost, ours).links[0]?.merged === true && inWijk(joost, theirs).links[0]?.merged === true,
      'merged',
    )
    await expect(
      joost.run({ kind: 'merge', pairs: [[ours.id, theirs.id]], step: 'merge' }),
    ).rejects.toMatchObject({ code: 'not-allowed' })
    // Who looks for the child too is not asked to look.
    await expect(
      ineke.run({ kind: 'ask-line', signalId: ours.id, organisationId: 'college' }),
    ).rejects.toMatchObject({ code: 'not-allowed' })
    await joost.run({ kind: 'merge', pairs: [[theirs.id, ours.id]], step: 'part' })
    await ineke.until(() => inWijk(ineke, ours).links[0]?.merged === false, 'apart again')
    await primary.until(() => sentBy(primary, 'Sami').links[0]?.merged === false, 'apart again')
  })
})

describe('of one family', () => {
  test('keys that only hint: who asks elsewhere is told, and this side learns no name before they call', async () => {
    const ours = await file(primary, 'Elif')
    const theirs = await file(secondary, 'Deniz')
    await primary.until(
      () => sentBy(primary, 'Elif').alike.some(({ relation }) => relation === 'family'),
      'a hint',
    )
    const alike = sentBy(primary, 'Elif').alike.find(({ other }) => other === theirs.id)!
    expect(alike).toEqual({
      other: theirs.id,
      relation: 'family',
      number: null,
      organisation: null,
      names: ['Elif Yıldız'],
    })
    await primary.run({ kind: 'link-signals', signalId: ours.id, other: theirs.id, step: 'propose' })
    await secondary.until(() => sentBy(secondary, 'Deniz').links.length === 1, 'the word')
    expect(sentBy(secondary, 'Deniz').links).toMatchObject([
      { relation: 'family', organisation: 'De Regenboog', with: { name: 'Fatima Bos' } },
    ])
    expect(sentBy(primary, 'Elif').links).toMatchObject([
      { relation: 'family', organisation: null, with: null, mine: true },
    ])
    await ineke.until(() => inWijk(ineke, ours).links.some(({ other }) => other === theirs.id), 'the link')
    await ineke.run({ kind: 'merge', pairs: [[ours.id, theirs.id]], step: 'merge' })
    await primary.until(() => sentBy(primary, 'Elif').links[0]?.merged === true, 'merged')
    expect(sentBy(primary, 'Elif').links).toMatchObject([{ with: { name: 'Wim Smeets' } }])
  })

  test('what was closed is not proposed any more', async () => {
    await secondary.run({
      kind: 'close',
      signalId: sentBy(secondary, 'Sami').id,
      outcome: 'contact-restored',
    })
    await ineke.until(() => inWijk(ineke, sentBy(secondary, 'Sami')).state === 'closed', 'the end')
    await expect(
      ineke.run({
        kind: 'merge',
        pairs: [[sentBy(primary, 'Sami').id, sentBy(secondary, 'Sami').id]],
        step: 'merge',
      }),
    ).rejects.toMatchObject({ code: 'already-closed' })
  })
})
