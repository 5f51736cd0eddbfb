import { describe, expect, test } from 'vitest'
import type { Child } from '../../../shared/domain/child.ts'
import { HEAD, openSession } from '../../fixtures/import.ts'

const child = (id: string, firstName: string, lastName: string, more: Partial<Child> = {}): Child => ({
  id: `child-${id}`,
  firstName,
  lastName,
  birthDate: '2017-03-14',
  ...more,
})
const row = (first: string, last: string, more = '6;9981AB'): string => `${first};;${last};14-03-2017;${more}`

describe('reading a list in again', () => {
  test('tells new, different, the same and gone before anything is written', async () => {
    const known = [
      child('1', 'Sami', 'Yıldız', { group: '6', postcode: '9981AB' }),
      child('2', 'Noor', 'Vos', { group: '5', postcode: '9981AB' }),
      child('3', 'Daan', 'Bos'),
    ]
    const session = await openSession(
      `${HEAD}\n${row('Sami', 'Yıldız')}\n${row('Noor', 'Vos')}\n${row('Elif', 'Kaya')}`,
      { known, since: '2026-09-01T08:00:00.000Z' },
    )
    expect(session.view().comparison).toEqual({
      since: '2026-09-01T08:00:00.000Z',
      added: 1,
      changed: 1,
      unchanged: 1,
      gone: 1,
      duplicates: 0,
      zeros: 0,
    })
    expect(session.differences('changed', 0, 10)).toEqual({
      total: 1,
      rows: [
        {
          childId: 'child-2',
          name: 'Noor Vos',
          birthDate: '2017-03-14',
          fields: [{ field: 'group', before: '5', after: '6' }],
        },
      ],
    })
    expect(session.differences('gone', 0, 10).rows.map(({ name }) => name)).toEqual(['Daan Bos'])
    expect(session.differences('added', 0, 10).rows.map(({ name, fields }) => [name, fields])).toEqual([
      ['Elif Kaya', []],
    ])
  })

  test('leaves alone what the file does not speak of, and empties what it leaves empty', async () => {
    const known = [
      child('1', 'Sami', 'Yıldız', {
        group: '5',
        postcode: '9981AB',
        callName: 'Sam',
        parents: ['Ayşe Yıldız'],
      }),
    ]
    const { changed } = await (await openSession(`${HEAD}\n${row('Sami', 'Yıldız', ';')}`, { known })).plan()
    expect(changed[0]!.after).toEqual({
      id: 'child-1',
      firstName: 'Sami',
      lastName: 'Yıldız',
      birthDate: '2017-03-14',
      callName: 'Sam',
      parents: ['Ayşe Yıldız'],
    })
  })

  test('knows a child by its number, whatever became of the name, and by name where there is no number', async () => {
    const head = 'Nummer;Roepnaam;Achternaam;Geboortedatum'
    const known = [child('1', 'Sami', 'Yildiz', { localNumber: '7' }), child('2', 'Noor', 'Vos')]
    const { added, changed, gone } = await (
      await openSession(`${head}\n7;Sami;Yıldız;14-03-2017\n8;Noor;Vos;14-03-2017\n9;Noor;Vos;14-03-2017`, {
        known,
      })
    ).plan()
    expect([
      added.map(({ localNumber }) => localNumber),
      changed.map(({ before, after }) => [before.id, after.localNumber]),
      gone,
    ]).toEqual([
      ['9'],
      [
        ['child-1', '7'],
        ['child-2', '8'],
      ],
      [],
    ])
  })

  test('makes one child of rows that are the same, and says so', async () => {
    const session = await openSession(
      `${HEAD}\n${row('Sami', 'Yıldız')}\n${row('SAMI', 'YILDIZ')}\n${row('Sami', 'Yıldız', ';9981AC')}`,
    )
    const { added, duplicates } = await session.plan()
    expect([added.length, duplicates]).toEqual([2, 1])
    expect(added[0]).toMatchObject({ group: '6', postcode: '9981AC' })
    expect(session.view().notes).toContainEqual({ about: 'duplicates', count: 1, row: null })
  })

  test('offers to ignore zeros in front of a number, and takes them for the same child when asked', async () => {
    const session = await openSession(
      'Nummer;Roepnaam;Achternaam;Geboortedatum\n001234;Sami;Yıldız;14-03-2017',
      { known: [child('1', 'Samuel', 'Yıldız', { localNumber: '1234' })] },
    )
    expect(session.view().comparison).toMatchObject({ added: 1, gone: 1, zeros: 1 })
    session.setOption({ ignoreZeros: true })
    expect(await session.plan()).toMatchObject({
      added: [],
      changed: [{ after: { localNumber: '001234', firstName: 'Sami' } }],
      gone: [],
      zeros: 0,
    })
  })
})
