/**
 * What stays with the person: the weighing of who has professional secrecy, and absence that may have to be
 * reported elsewhere.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AbsenceFile } from '../../shared/api/absence.ts'
import { GIVING } from '../../shared/domain/coordination.ts'
import type { Weighing } from '../../shared/domain/secrecy.ts'
import { AnswerKind } from '../../shared/domain/signal.ts'
import type { Command } from '../../shared/api/api.ts'
import type { LogEntry } from '../../shared/api/logbook.ts'
import { publishedHolidays } from '../../shared/calendar/school-holidays.ts'
import { dumpDatabase, dumpDevice } from '../fixtures/dump.ts'
import {
  bootEngine,
  childrenOf,
  draftOf,
  PASSPHRASE,
  startEngine,
  type TestEngine,
} from '../fixtures/engine.ts'
import { Town } from '../fixtures/town.ts'

const HEADER = 'Leerlingnummer;Voornaam;Achternaam;Geboortedatum;Postcode'
const LIST = `${HEADER}\n0012;Willem;Zonneveld;17-04-2015;1234AB\n0013;Sanne;Zonneveld;02-09-2017;1234AB\n`

let town: Town
let school: TestEngine
let nurse: TestEngine
const settled = ({ sync }: ReturnType<TestEngine['views']>): boolean =>
  sync.state === 'online' && sync.tokensDone === sync.tokensTotal

/** The clock of the town stands still, so lines have no order. */
const noted = (engine: TestEngine, kind: LogEntry['kind']) =>
  engine.views().logbook.find((entry) => entry.kind === kind)

beforeAll(async () => {
  town = await Town.start()
  const teacher = await town.admitDevice(
    await town.admitOrganisation({ name: 'De Regenboog', kind: 'primary-school' }),
    { roles: ['professional', 'administrator'] },
  )
  await town.publishWeekKey(teacher)
  school = await startEngine(town, teacher, { caseload: LIST })
  nurse = await startEngine(
    town,
    await town.admitDevice(await town.admitOrganisation({ name: 'JGZ Veenland', kind: 'youth-health' })),
    { caseload: LIST },
  )
  for (const engine of [school, nurse]) await engine.until(settled, 'tokens')
})
afterAll(async () => {
  await school?.stop()
  await nurse?.stop()
  await town?.stop()
})

describe('professional secrecy', () => {
  test('is on where it is usual and off elsewhere, and a person says otherwise on the own device', async () => {
    expect([nurse.views().own?.secrecy, school.views().own?.secrecy]).toEqual([true, false])
    await nurse.run({ kind: 'set-secrecy', on: false })
    expect(nurse.views().own?.secrecy).toBe(false)
    expect(noted(nurse, 'secrecy-set')).toMatchObject({ about: null, detail: 'off' })
    await nurse.run({ kind: 'set-secrecy', on: true })
  })

  test('a signaal leaves only after one weighing more, and a screen that forgets to ask changes nothing', async () => {
    const draft = await draftOf(nurse, 'Willem')
    for (const weighing of [undefined, null, 'none'] as const)
      await expect(nurse.run({ kind: 'file-signal', draft: { ...draft, weighing } })).rejects.toMatchObject({
        code: 'secrecy-weighing',
      })
    expect(nurse.views()).toMatchObject({ sent: [], sync: { waitingSignals: 0 } })
    await nurse.run({ kind: 'file-signal', draft: { ...draft, weighing: 'conflict-of-duties' } })
    await nurse.until(({ sent }) => sent[0]?.state === 'open', 'sending')
    expect(noted(nurse, 'filed')).toMatchObject({
      about: nurse.views().sent[0]!.number,
      detail: 'conflict-of-duties',
    })
  })

  test('every command that says something of a child for the first time is weighed, whatever else it lacks', async () => {
    const signalId = 'A'.repeat(22)
    const draft = await draftOf(nurse, 'Willem')
    const leaving = (weighing?: Weighing): Command[] => {
      const why = weighing ? { weighing } : {}
      return [
        { kind: 'file-signal', draft: { ...draft, childIds: [], ...why } },
        ...AnswerKind.options.map((answer): Command => ({ kind: 'answer', signalId, answer, ...why })),
        { kind: 'answer-hint', signalId, ...why },
        ...GIVING.map((reason): Command => ({ kind: 'disclose', signalId, to: 'x', reason, ...why })),
        { kind: 'link-signals', signalId, other: signalId, step: 'propose', ...why },
      ]
    }
    for (const weighing of [undefined, 'none'] as const)
      for (const command of leaving(weighing))
        await expect(nurse.run(command), JSON.stringify(command)).rejects.toMatchObject({
          code: 'secrecy-weighing',
        })
    for (const command of leaving('consent'))
      await expect(nurse.run(command), JSON.stringify(command)).rejects.toMatchObject({
        code: expect.stringMatching(/^unknown-(signal|child)$/),
      })
    for (const kind of ['welfare', 'other'] as const) {
      const worker = await startEngine(
        town,
        await town.admitDevice(await town.admitOrganisation({ name: `Een ${kind}`, kind })),
        { leavesSecrecyOpen: true },
      )
      expect(worker.views().own).toMatchObject({ secrecy: false, asksSecrecy: true })
      for (const command of [...leaving(), ...leaving('consent')])
        await expect(worker.run(command), JSON.stringify(command)).rejects.toMatchObject({
          code: 'secrecy-unknown',
        })
      await worker.run({ kind: 'set-secrecy', on: false })
      for (const command of leaving())
        await expect(worker.run(command), JSON.stringify(command)).rejects.toMatchObject({
          code: expect.stringMatching(/^unknown-(signal|child)$/),
        })
      await worker.stop()
    }
  })

  test('the weighing and the setting are seen by nobody else', async () => {
    const match = (await school.until(({ matches }) => matches.length === 1, 'the match')).matches[0]!
    expect(JSON.stringify(match)).not.toMatch(/weighing|conflict|secrecy|consent/)
    for (const url of [town.relay.databaseUrl, town.trustee.databaseUrl])
      expect((await dumpDatabase(url)).toString('latin1')).not.toMatch(/conflict-of-duties|secrecy/)
  })

  test('to consult first sends nothing, stands in Mijn dag, can be undone and is there after a restart', async () => {
    const { signalId } = (await school.run({
      kind: 'file-signal',
      draft: await draftOf(school, 'Sanne'),
    })) as { signalId: string }
    await nurse.until(({ matches }) => matches.some(({ id }) => id === signalId), 'the match')
    const shown = () => nurse.views().matches.find(({ id }) => id === signalId)!
    const tasks = () =>
      nurse.views().day.flatMap((task) => (task.signalId === signalId ? [[task.kind, task.dueOn]] : []))
    const waiting = nurse.views().sync.waitingAnswers
    await nurse.run({ kind: 'consult-first', signalId, on: true })
    expect(shown()).toMatchObject({ state: 'new', consulting: shown().answerBy })
    expect(tasks()).toEqual([['consulting', shown().answerBy]])
    await nurse.run({ kind: 'consult-first', signalId, on: false })
    expect([shown().consulting, tasks()]).toEqual([null, [['possible-match', shown().answerBy]]])
    await nurse.run({ kind: 'consult-first', signalId, on: true })
    await nurse.run({ kind: 'lock' })
    await nurse.run({ kind: 'unlock', passphrase: PASSPHRASE })
    await nurse.until(({ matches }) => matches.some(({ id }) => id === signalId), 'the list again')
    expect(tasks()).toEqual([['consulting', shown().answerBy]])
    expect(nurse.views().sync.waitingAnswers).toBe(waiting)
    expect(school.views().sent.find(({ id }) => id === signalId)).toMatchObject({
      state: 'open',
      answers: [],
    })
    expect(JSON.stringify(school.views().sent)).not.toContain('consulting')
  })

  test('an answer is weighed as a signaal is, whichever it is; the requester sees nothing of that', async () => {
    const { id: signalId } = nurse.views().matches.find(({ state }) => state === 'new')!
    await expect(nurse.run({ kind: 'close', signalId, outcome: 'contact-restored' })).rejects.toMatchObject({
      code: 'not-allowed',
    })
    for (const answer of ['contact-call-me', 'contact-parents-first', 'in-view-unnamed'] as const)
      for (const weighing of [undefined, 'none'] as const)
        await expect(
          nurse.run({ kind: 'answer', signalId, answer, ...(weighing ? { weighing } : {}) }),
        ).rejects.toMatchObject({ code: 'secrecy-weighing' })
    await nurse.run({ kind: 'answer', signalId, answer: 'contact-call-me', weighing: 'consent' })
    await school.until(
      ({ sent }) => sent.some(({ id, state }) => id === signalId && state === 'answered'),
      'the answer',
    )
    expect(noted(nurse, 'weighed')).toMatchObject({ detail: 'consent' })
    expect(
      nurse.views().day.filter((task) => task.signalId === signalId && task.kind === 'consulting'),
    ).toEqual([])
    expect(JSON.stringify(school.views().sent)).not.toMatch(/weighing|weighed|consent/)
  })

  test('who decides not to share for that reason finds it in the own logbook', async () => {
    await nurse.run({ kind: 'do-not-share', draft: await draftOf(nurse, 'Sanne'), reason: 'secrecy' })
    expect(noted(nurse, 'not-shared')).toMatchObject({ about: 'Sanne Zonneveld', detail: 'secrecy' })
  })
})

describe('the safeguarding officer', () => {
  test('is who the person filled in, kept on this device', async () => {
    expect(school.views().own?.safeguarding).toBeNull()
    await school.run({
      kind: 'set-safeguarding',
      officer: { name: 'Annelies de Groot', phone: '06-00 00 00 08' },
    })
    expect(school.views().own?.safeguarding).toEqual({ name: 'Annelies de Groot', phone: '06-00 00 00 08' })
    expect(nurse.views().own?.safeguarding).toBeNull()
    await school.run({ kind: 'set-safeguarding', officer: null })
    expect(school.views().own?.safeguarding).toBeNull()
  })
})

const idOf = async (name: string): Promise<string> =>
  (await childrenOf(school)).find(({ firstName }) => firstName === name)!.id
const fileOf = (...rows: readonly string[]): Blob =>
  new Blob([['Leerlingnummer;Datum;Uren;Soort;Opmerking', ...rows].join('\n')])
const SIXTEEN = [
  ['0012', '02-11-2026', '8'],
  ['0012', '10-11-2026', '8'],
  ['12', '11-11-2026', '1'],
].map((row) => `${row.join(';')};Ongeoorloofd;Vader werd boos`)

describe('absence', () => {
  const open = (...rows: readonly string[]): Promise<AbsenceFile> =>
    school.run({ kind: 'open-absence', file: fileOf(...rows) }) as Promise<AbsenceFile>
  const read = async (...rows: readonly string[]): Promise<void> => {
    await open(...rows)
    await school.run({ kind: 'keep-absence' })
  }

  test('is read and shown, and only kept when a person says so', async () => {
    const found = await open(
      ...SIXTEEN,
      '0013;10-11-2026;8;Ziek;',
      '0013;10-09-2026;8;Ongeoorloofd;',
      '9999;10-11-2026;8;Ongeoorloofd;',
      '0013;32-11-2026;8;Ongeoorloofd;',
    )
    expect(found).toEqual({
      rows: 7,
      children: 1,
      days: 3,
      unknown: 1,
      otherKind: 1,
      old: 1,
      closed: 0,
      unread: 1,
      problems: [{ row: 8, problem: 'date' }],
      columns: ['Leerlingnummer', 'Datum', 'Uren', 'Soort'],
      hasKind: true,
    })
    expect(school.views().absence).toMatchObject({ readAt: null, lines: [] })
    await school.run({ kind: 'keep-absence' })
    expect(school.views().absence).toMatchObject({
      children: 1,
      lines: [
        {
          name: 'Willem Zonneveld',
          reportedOn: null,
          due: { hours: 17, from: '2026-11-02', reached: '2026-11-10', reportBy: '2026-11-17', late: true },
        },
      ],
    })
    await expect(school.run({ kind: 'keep-absence' })).rejects.toMatchObject({ code: 'import-ended' })
  })

  test('nothing of it waits to leave, and no signaal comes of it', () => {
    const { sync, sent } = school.views()
    expect([sync.waitingSignals, sync.waitingAnswers, sent.length]).toEqual([0, 0, 1])
  })

  test('holidays of the school move the weeks; reporting begins the count again, and can be taken back', async () => {
    const childId = await idOf('Willem')
    await school.run({
      kind: 'set-school-holidays',
      region: 'middle',
      holidays: [{ kind: 'own', from: '2026-11-10', until: '2026-11-10' }, ...publishedHolidays('middle')],
    })
    expect(school.views().absence).toMatchObject({ region: 'middle', lines: [] })
    await school.run({ kind: 'set-school-holidays', region: 'middle', holidays: publishedHolidays('middle') })
    await expect(school.run({ kind: 'set-reported', childId, on: '2026-11-24' })).rejects.toMatchObject({
      code: 'date-out-of-bounds',
    })
    await school.run({ kind: 'set-reported', childId, on: '2026-11-20' })
    expect(school.views().absence!.lines).toEqual([
      { childId, name: 'Willem Zonneveld', group: null, due: null, reportedOn: '2026-11-20' },
    ])
    expect(noted(school, 'absence-reported')).toMatchObject({
      about: 'Willem Zonneveld',
      detail: '2026-11-20',
    })
    // A later file says more: what was reported stays said.
    await read(...SIXTEEN, '0012;12-11-2026;8;Ongeoorloofd;', '0012;13-11-2026;7;Ongeoorloofd;')
    expect(school.views().absence!.lines).toMatchObject([
      { reportedOn: '2026-11-20', due: { hours: 16, from: '2026-11-11', reached: '2026-11-13' } },
    ])
    await school.run({ kind: 'set-reported', childId, on: null })
    expect(school.views().absence!.lines).toMatchObject([
      { reportedOn: null, due: { reached: '2026-11-10' } },
    ])
  })

  test('of a row only child, day and hours are on the disk', async () => {
    const kept = await dumpDevice(school.profile, school.vaultRecord(), PASSPHRASE, school.indexedDB)
    expect(kept).toContain('2026-11-10')
    expect(kept).not.toMatch(/Vader werd|werd boos|Ongeoorloofd/)
  })

  test('a child that leaves the list takes its absence along, and brings it back', async () => {
    const childId = await idOf('Willem')
    await school.run({ kind: 'remove-child', childId })
    expect(school.views().absence).toMatchObject({ children: 0, lines: [] })
    await school.run({ kind: 'undo-remove', childId })
    expect(school.views().absence!.lines).toHaveLength(1)
  })

  test('a file that is no absence, or names nobody, changes nothing', async () => {
    await expect(
      school.run({ kind: 'open-absence', file: new Blob(['Leerlingnummer;Klas\n0012;6a']) }),
    ).rejects.toMatchObject({ code: 'file-missing-columns', params: { columns: 'Datum, Uren' } })
    await expect(school.run({ kind: 'open-absence', file: new Blob([]) })).rejects.toMatchObject({
      code: 'file-empty',
    })
    expect(school.views().absence!.lines).toHaveLength(1)
  })

  test('who is no school has no such duty and reads none', async () => {
    expect(nurse.views().absence).toBeNull()
    await expect(nurse.run({ kind: 'open-absence', file: fileOf(...SIXTEEN) })).rejects.toMatchObject({
      code: 'not-allowed',
    })
  })

  test('after eight weeks it is forgotten by itself, and at once when a person says so', async () => {
    await read(
      '0012;29-09-2026;8;Ongeoorloofd;',
      '0012;19-11-2026;8;Ongeoorloofd;',
      '0013;19-11-2026;8;Ongeoorloofd;',
    )
    town.clock.pass({ days: 2 })
    await school.run({ kind: 'sync-now' })
    await school.until(() => true)
    const kept = async (): Promise<string> =>
      dumpDevice(school.profile, school.vaultRecord(), PASSPHRASE, school.indexedDB)
    await expect.poll(kept).not.toContain('2026-09-29')
    expect(await kept()).toContain('2026-11-19')
    await school.run({ kind: 'forget-absence' })
    expect(await kept()).not.toContain('2026-11-19')
    expect(school.views().absence).toMatchObject({ readAt: null, children: 0, lines: [] })
  })

  test('all of it works locked and unlocked without a network, and is there after the lock', async () => {
    await read(...SIXTEEN)
    await school.run({ kind: 'lock' })
    expect(school.views()).toMatchObject({ absence: null, own: null })
    const again = await bootEngine(town, school.profile, {
      indexedDB: school.indexedDB,
      vaultRecord: school.vaultRecord(),
      online: () => false,
    })
    await again.run({ kind: 'unlock', passphrase: PASSPHRASE })
    expect(again.views().absence!.lines).toMatchObject([{ name: 'Willem Zonneveld', due: { hours: 17 } }])
    await again.stop()
  })
})
