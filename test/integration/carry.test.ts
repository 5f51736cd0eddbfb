/**
 * Without any network: what a teacher files leaves by a stick in somebody's pocket and comes back answered,
 * with the guarantees of the wire.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromUtf8, utf8 } from '../../shared/encoding.ts'
import type { ErrorName } from '../../shared/errors.ts'
import {
  CARRIED_ROUND,
  decodeCarried,
  encodeCarried,
  type Brought,
  type Carried,
} from '../../shared/protocol/carried.ts'
import type { CarriedIn, CarriedOut } from '../../shared/api/sync.ts'
import { caseloadOf, draftOf, startEngine, type TestEngine } from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

const LIST = caseloadOf(['Sami', '', 'Yildiz', '14-03-2017'], ['Noor', '', 'Bakker', '02-05-2016'])
const online = { teacher: true, worker: true }
let town: Town
let teacher: TestEngine
let worker: TestEngine
let carrier: TestEngine
const engineOf = { teacher: () => teacher, worker: () => worker }

const settled = ({ sync }: ReturnType<TestEngine['views']>): boolean =>
  sync.state === 'online' && sync.tokensDone === sync.tokensTotal
/** The network of one device, by a switch. */
const wire = (who: 'teacher' | 'worker'): { online: () => boolean; ports: { fetch: typeof fetch } } => ({
  online: () => online[who],
  ports: {
    fetch: (input, init) => (online[who] ? fetch(input, init) : Promise.reject(new TypeError('no network'))),
  },
})
const cut = async (who: 'teacher' | 'worker'): Promise<void> => {
  online[who] = false
  await engineOf[who]().run({ kind: 'wake' })
  await engineOf[who]().until(({ sync }) => sync.state === 'offline', `${who} without a network`)
}
const out = (engine: TestEngine): Promise<CarriedOut> =>
  engine.run({ kind: 'carry-out' }) as Promise<CarriedOut>
const into = (engine: TestEngine, file: Uint8Array<ArrayBuffer>): Promise<CarriedIn> =>
  engine.run({ kind: 'carry-in', file }) as Promise<CarriedIn>
const delivered = async (
  file: Uint8Array<ArrayBuffer>,
): Promise<Extract<CarriedIn, { kind: 'delivered' }>> => {
  const result = await into(carrier, file)
  if (result.kind !== 'delivered') throw new Error(result.kind)
  return result
}
const refused = (task: Promise<unknown>): Promise<ErrorName> =>
  task.then(
    () => {
      throw new Error('was taken')
    },
    (error: { code: ErrorName }) => error.code,
  )

beforeAll(async () => {
  town = await Town.start()
  const [school, welfare, club] = [
    await town.admitOrganisation({ name: 'De Regenboog' }),
    await town.admitOrganisation({ name: 'Welzijn Veenwijk' }),
    await town.admitOrganisation({ name: 'Voetbalclub' }),
  ]
  await town.publishWeekKey(await town.admitDevice(club, { roles: ['administrator'] }))
  teacher = await startEngine(town, await town.admitDevice(school, { name: 'Fatima Bos' }), {
    hurry: true,
    caseload: LIST,
    ...wire('teacher'),
  })
  worker = await startEngine(town, await town.admitDevice(welfare, { name: 'Karim Haddad' }), {
    hurry: true,
    caseload: LIST,
    ...wire('worker'),
  })
  carrier = await startEngine(town, await town.admitDevice(club), { hurry: true })
  for (const engine of [teacher, worker]) await engine.until(settled, 'tokens')
  await carrier.until(({ sync }) => sync.state === 'online')
  await cut('teacher')
})
afterAll(async () => {
  for (const engine of [teacher, worker, carrier]) await engine?.stop()
  await town?.stop()
})

describe('a school without internet', () => {
  let first: CarriedOut
  let back: Extract<CarriedIn, { kind: 'delivered' }>

  test('puts its signaal in a file, which is not yet sent and says so', async () => {
    await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
    first = await out(teacher)
    expect(first).toMatchObject({ messages: 1, staying: 0 })
    const { sent } = await teacher.until((views) => views.sent[0]?.waitingFor === 'offline', 'why it waits')
    expect(sent).toMatchObject([{ state: 'waiting', carriedAt: new Date(town.clock.now()).toISOString() }])
  })

  test('gives the file twice where the button is pressed twice: the second waits for the first', async () => {
    expect(await Promise.all([out(teacher), out(teacher)])).toMatchObject([{ messages: 1 }, { messages: 1 }])
  })

  test('shows a finder of the stick neither a name, nor a device, nor how much is real', () => {
    const text = fromUtf8(first.file)
    for (const word of ['Sami', 'Yildiz', 'Fatima', 'Regenboog', 'device-']) expect(text).not.toContain(word)
    expect((JSON.parse(text) as Carried).envelopes).toHaveLength(CARRIED_ROUND)
  })

  test('is found by who knows the child once somebody delivered the file; twice is once', async () => {
    back = await delivered(first.file)
    await delivered(first.file)
    const { matches } = await worker.until((views) => views.matches.length > 0, 'the match')
    expect(matches).toHaveLength(1)
    expect(teacher.views().sent[0]!.state).toBe('waiting')
  })

  test('has it sent only when the relay’s signature has come back', async () => {
    expect(await into(teacher, back.file)).toMatchObject({ kind: 'taken', arrived: 1, more: false })
    expect(teacher.views().sent).toMatchObject([{ state: 'open', waitingFor: null, carriedAt: null }])
    await teacher.until(
      ({ sync }) => sync.state === 'offline' && sync.waitingSignals === 0,
      'nothing that waits',
    )
    expect(await into(teacher, back.file)).toMatchObject({ arrived: 0, news: 0 })
  })

  test('receives the answer by the next file, also of a worker who is without internet too', async () => {
    await cut('worker')
    await worker.run({ kind: 'answer', signalId: worker.views().matches[0]!.id, answer: 'contact-call-me' })
    const theirs = await delivered((await out(worker)).file)
    expect(worker.views().matches[0]!.state).toBe('answer-waiting')
    await into(worker, theirs.file)
    expect(worker.views().matches[0]!.state).toBe('answered')
    await into(teacher, (await delivered((await out(teacher)).file)).file)
    expect(teacher.views().sent).toMatchObject([
      { state: 'answered', answers: [{ organisation: 'Welzijn Veenwijk', phone: '06-00 00 00 00' }] },
    ])
  })

  test('has lost nothing and doubled nothing when its own network is back', async () => {
    await teacher.run({ kind: 'close', signalId: teacher.views().sent[0]!.id, outcome: 'contact-restored' })
    const { file } = await out(teacher) // on its way with somebody, while the network comes back first
    online.teacher = online.worker = true
    for (const engine of [teacher, worker]) await engine.run({ kind: 'wake' })
    await teacher.until(({ sync }) => sync.state === 'online' && sync.waitingAnswers === 0)
    const late = await delivered(file)
    await into(teacher, late.file)
    const { matches } = await worker.until((views) => views.matches[0]?.state === 'closed', 'the end')
    expect(matches).toHaveLength(1)
    for (const engine of [teacher, worker]) expect(engine.views().sync.log?.problems ?? []).toEqual([])
    expect(teacher.views().sent).toMatchObject([
      { state: 'closed', outcome: 'contact-restored', conflicts: [] },
    ])
    expect(teacher.views().sent[0]!.answers).toHaveLength(1)
  })
})

describe('a file that somebody changed on the way', () => {
  const brought = async (): Promise<Brought> => {
    await cut('worker')
    await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Noor') })
    await teacher.until(({ sent }) => sent.every(({ state }) => state !== 'waiting'))
    return decodeCarried((await delivered((await out(worker)).file)).file) as Brought
  }
  let file: Brought
  const changed = (
    change: (copy: { -readonly [K in keyof Brought]: Brought[K] }) => void,
  ): Uint8Array<ArrayBuffer> => {
    const copy = structuredClone(file)
    change(copy)
    return encodeCarried(copy)
  }
  beforeAll(async () => {
    file = await brought()
  })

  test('in which an event was left out, put in, swapped or changed, is refused whole', async () => {
    const { events } = file.events[0]!
    expect(events.length).toBeGreaterThan(1)
    const other = { ...events[0]!, envelope: events[1]!.envelope }
    for (const wrong of [
      events.slice(1),
      [...events, { ...events.at(-1)!, seq: events.at(-1)!.seq + 1 }],
      events.toReversed(),
      [other, ...events.slice(1)],
      events.map((event, i) => (i === 0 ? { ...event, seq: event.seq + 1_000 } : event)),
    ])
      expect(
        await refused(
          into(
            worker,
            changed((copy) => {
              copy.events = [{ ...copy.events[0]!, events: wrong }]
            }),
          ),
        ),
      ).toBe('carried-broken')
    expect(worker.views().matches).toHaveLength(1)
  })

  test('that begins after what this device has names what is missing', async () => {
    const empty = await delivered(
      encodeCarried({
        ...(decodeCarried((await out(worker)).file) as Carried),
        after: file.events[0]!.events.at(-1)!.seq,
        envelopes: [],
      }),
    )
    expect(await refused(into(worker, empty.file))).toBe('carried-gap')
  })

  test('that is no file of ours, or half of one, says so', async () => {
    const whole = encodeCarried(file)
    for (const bytes of [
      utf8(''),
      utf8('{}'),
      utf8('{"format":"ruggensteun-brought"}'),
      whole.slice(0, whole.length / 2),
      Uint8Array.of(0xff, 0xfe),
    ])
      expect(await refused(into(worker, bytes))).toBe('carried-broken')
  })

  test('an acknowledgement that the relay did not sign acknowledges nothing', async () => {
    const own = worker.views().matches[0]!
    await worker.run({ kind: 'close', signalId: own.id, outcome: 'contact-restored' })
    const waiting = decodeCarried((await out(worker)).file) as Carried
    const good = decodeCarried((await delivered(encodeCarried(waiting))).file) as Brought
    const forged = structuredClone(good)
    const [statement] = forged.acknowledged
    statement!.signatures[0]!.signature = statement!.signatures[0]!.signature.replace(/^./, (letter) =>
      letter === 'A' ? 'B' : 'A',
    )
    expect(await into(worker, encodeCarried(forged))).toMatchObject({ arrived: 0 })
    expect(worker.views().sync.waitingAnswers).toBe(1)
    expect(await into(worker, encodeCarried(good))).toMatchObject({ arrived: 1 })
    expect(worker.views().matches).toHaveLength(2)
  })

  test('of another municipality is refused by who carries and by who waits', async () => {
    const elsewhere = await Town.start()
    const member = await elsewhere.admitDevice(await elsewhere.admitOrganisation(), {
      roles: ['administrator'],
    })
    await elsewhere.publishWeekKey(member)
    const stranger = await startEngine(elsewhere, member, { hurry: true })
    await stranger.until(({ sync }) => sync.state === 'online')
    expect(await refused(into(stranger, (await out(worker)).file))).toBe('carried-elsewhere')
    expect(await refused(into(stranger, encodeCarried(file)))).toBe('carried-elsewhere')
    await stranger.stop()
    await elsewhere.stop()
  })
})

test('a file that comes back when a part of it is past its date accuses nobody', async () => {
  await cut('teacher')
  await teacher.run({
    kind: 'file-signal',
    draft: { ...(await draftOf(teacher, 'Noor')), disappearsOn: '2026-11-26' },
  })
  await teacher.run({ kind: 'file-signal', draft: await draftOf(teacher, 'Sami') })
  const { file } = await delivered((await out(teacher)).file)
  for (let day = 0; day < 4; day++) town.clock.pass({ days: 1 })
  await teacher.run({ kind: 'wake' })
  await teacher.until(
    ({ session, sync }) => session.today === '2026-11-27' && sync.waitingSignals === 1,
    'the next days',
  )
  expect(await into(teacher, file)).toMatchObject({ arrived: 1 })
  online.teacher = true
  await teacher.run({ kind: 'wake' })
  await teacher.run({ kind: 'sync-now' })
  const { sync } = await teacher.until(
    (views) => views.sync.state === 'online' && views.sync.updatedAt?.slice(0, 10) === '2026-11-27',
    'a look at the log',
  )
  expect(sync.log?.problems ?? []).toEqual([])
})
