/** Nobody is woken by a signaal, and nobody misses one by that. */
import { expect, test } from 'vitest'
import { isQuiet, Notices } from '../../../renderer/app/notices.ts'
import type { NotificationKind, Settings } from '../../../shared/bridge.ts'
import type { Task } from '../../../shared/api/my-day.ts'

const at = (time: string, day = '23'): Date => new Date(`2026-11-${day}T${time}:00`)
const LATE = { kind: 'neighbourhood' } as Task
const world = (more: Partial<Settings> = {}) => {
  const said: NotificationKind[] = []
  const settings: Settings = {
    theme: 'system',
    language: 'nl',
    notifications: true,
    autoLockMinutes: 10,
    saveData: false,
    quietFrom: '18:00',
    quietUntil: '08:00',
    triageFilters: [],
    ...more,
  }
  const here = {
    now: at('12:00'),
    day: [] as readonly Task[],
    agreed: [] as readonly { quietFrom: string; quietUntil: string }[],
  }
  return {
    said,
    here,
    notices: new Notices({
      settings: () => settings,
      agreed: () => here.agreed,
      day: () => here.day,
      now: () => here.now,
      notify: (kind) => said.push(kind),
    }),
  }
}

test('quiet hours run over midnight, or within a day, or not at all', () => {
  const night = { quietFrom: '18:00', quietUntil: '08:00' }
  expect(
    ['17:59', '18:00', '23:59', '00:00', '07:59', '08:00'].map((time) => isQuiet(night, at(time))),
  ).toEqual([false, true, true, true, true, false])
  expect(
    ['11:59', '12:00', '12:59', '13:00'].map((time) =>
      isQuiet({ quietFrom: '12:00', quietUntil: '13:00' }, at(time)),
    ),
  ).toEqual([false, true, true, false])
  expect(
    ['00:00', '12:00'].map((time) => isQuiet({ quietFrom: '09:00', quietUntil: '09:00' }, at(time))),
  ).toEqual([false, false])
})

test('what comes at night is told once, in the morning', () => {
  const { said, here, notices } = world()
  notices.hear('answer')
  here.now = at('22:00')
  for (const about of ['possible-match', 'conversation'] as const) notices.hear(about)
  notices.look()
  expect(said).toEqual(['answer'])
  here.now = at('08:00', '24')
  for (let i = 0; i < 3; i++) notices.look()
  expect(said).toEqual(['answer', 'digest'])
})

test.each(['neighbourhood', 'second-asked'] as const)(
  'a coordinator hears once a day that something waits: %s',
  (kind) => {
    const { said, here, notices } = world()
    here.day = [{ ...LATE, kind }]
    for (const day of ['23', '24'])
      for (const time of ['03:00', '09:00', '09:01', '15:00']) {
        here.now = at(time, day)
        notices.look()
      }
    expect(said).toEqual(['digest', 'digest'])
  },
)

test('who wants none gets none', () => {
  const { said, here, notices } = world({ notifications: false })
  here.day = [LATE]
  notices.hear('answer')
  notices.look()
  expect(said).toEqual([])
})

test('the wijk is quiet for everybody, also for who set no hours', () => {
  const { said, here, notices } = world({ quietFrom: '00:00', quietUntil: '00:00' })
  here.agreed = [{ quietFrom: '17:00', quietUntil: '09:00' }]
  here.now = at('17:30')
  notices.hear('answer')
  here.now = at('08:59', '24')
  notices.look()
  expect(said).toEqual([])
  here.now = at('09:00', '24')
  notices.look()
  expect(said).toEqual(['digest'])
})
