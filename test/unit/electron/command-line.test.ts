import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readCommandLine, userDataFolder } from '../../../electron/command-line.ts'
import { crashLimit } from '../../../electron/crash-limit.ts'

test('without flags it is the ordinary profile of this user', () => {
  const line = readCommandLine(['electron', '.'])
  expect(line).toEqual({ profile: 'default', deviceFile: null, demo: false, userData: null })
  expect(userDataFolder(line, '/home/a/.config/Ruggensteun')).toBe('/home/a/.config/Ruggensteun')
})

test('each profile has a folder of its own, and an explicit folder wins', () => {
  const anna = readCommandLine(['--profile=anna', '--demo', '--device-file=anna.device'])
  expect(anna).toMatchObject({ profile: 'anna', demo: true, deviceFile: resolve('anna.device') })
  expect(userDataFolder(anna, '/home/a/.config/Ruggensteun')).toBe('/home/a/.config/Ruggensteun-anna')
  expect(
    userDataFolder(readCommandLine(['--profile=anna', '--user-data-dir=/tmp/x']), '/home/a/.config/R'),
  ).toBe('/tmp/x')
})

test.each(['../../etc', 'Anna', 'a b', '', 'a'.repeat(65), '.'])(
  '%j is no profile and becomes no path',
  (name) => {
    expect(readCommandLine([`--profile=${name}`]).profile).toBe('default')
  },
)

test('three crashes in five minutes are forgiven, a fourth is not, and time heals', () => {
  let now = 0
  const mayReload = crashLimit(() => now)
  expect([mayReload(), mayReload(), mayReload(), mayReload()]).toEqual([true, true, true, false])
  now = 5 * 60 * 1000
  expect(mayReload()).toBe(true)
})
