import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import electron, * as exported from '../../electron-double/electron.ts'

const typings = readFileSync(
  resolve(import.meta.dirname, '../../../node_modules/electron/electron.d.ts'),
  'utf8',
)

/** What a test may ask the double and Electron does not have. Everything else must be Electron's. */
const DOUBLE_ONLY: Readonly<Record<string, readonly string[]>> = {
  BrowserWindow: ['closedByUser', 'gone', 'titleChanged', 'tryClose'],
  IpcMain: ['_invokeHandlers'],
  Notification: ['shown'],
  WebContents: ['answer', 'command', 'expected', 'load', 'mayOpen', 'navigated', 'sent', 'worlds'],
  WebRequest: ['failed'],
  Session: ['requestHandler', 'checkHandler', 'deviceHandler'],
}

/** The members of one class or interface in electron.d.ts, its static ones too. */
function membersOf(name: string): ReadonlySet<string> {
  const [, body] =
    new RegExp(`^  (?:class|interface) ${name} extends[^{]*\\{$([\\s\\S]*?)^  \\}$`, 'm').exec(typings) ??
    new RegExp(`^  (?:class|interface) ${name} \\{$([\\s\\S]*?)^  \\}$`, 'm').exec(typings) ??
    []
  if (body === undefined) throw new Error(`electron.d.ts has no ${name}`)
  return new Set(
    [...body.matchAll(/^    (?:static |readonly )*(\w+)\??[(<:]/gm)].map(([, member]) => member!),
  )
}

const EVENT_EMITTER = new Set([
  ...Object.getOwnPropertyNames((await import('node:events')).EventEmitter.prototype),
  'constructor',
  'domain',
])

function ownMembers(value: object): string[] {
  const names = new Set<string>()
  for (
    let level: object | null = value;
    level && level !== Object.prototype && level !== Function.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    if (Object.hasOwn(level, 'setMaxListeners')) break // EventEmitter itself
    for (const name of Object.getOwnPropertyNames(level)) names.add(name)
  }
  return [...names].filter(
    (name) =>
      !EVENT_EMITTER.has(name) &&
      !name.startsWith('_events') &&
      !['_maxListeners', 'length', 'name', 'prototype'].includes(name),
  )
}

const strangers = (type: string, value: object): string[] => {
  const known = membersOf(type)
  return ownMembers(value).filter((name) => !known.has(name) && !DOUBLE_ONLY[type]?.includes(name))
}

const SINGLE = {
  app: 'App',
  clipboard: 'Clipboard',
  dialog: 'Dialog',
  ipcMain: 'IpcMain',
  nativeTheme: 'NativeTheme',
  powerMonitor: 'PowerMonitor',
  protocol: 'Protocol',
  safeStorage: 'SafeStorage',
  screen: 'Screen',
  shell: 'Shell',
} as const
const CLASSES = { BrowserWindow: 'BrowserWindow', Menu: 'Menu', Notification: 'Notification' } as const

describe('the double has nothing that Electron 45 has not', () => {
  test('no name in the module', () => {
    const named = [...Object.keys(SINGLE), ...Object.keys(CLASSES), 'session', 'default']
    expect(Object.keys(exported).toSorted()).toEqual(named.toSorted())
  })

  test.each(Object.entries(SINGLE))('no member of %s', (name, type) => {
    expect(strangers(type, electron[name as keyof typeof SINGLE])).toEqual([])
  })

  test.each(Object.entries(CLASSES))('no member of %s', (name, type) => {
    const made = electron[name as keyof typeof CLASSES]
    expect([...strangers(type, made), ...strangers(type, made.prototype)]).toEqual([])
  })

  test('no member of a session, and none of a page', async () => {
    const { WebContents } = await import('../../electron-double/contents.ts')
    expect(strangers('Session', electron.session.defaultSession)).toEqual([])
    expect(strangers('WebContents', WebContents.prototype)).toEqual([])
    const { webRequest } = electron.session.defaultSession
    expect(strangers('WebRequest', webRequest)).toEqual([])
    expect(strangers('WebRequest', Object.getPrototypeOf(webRequest) as object)).toEqual([])
  })
})
