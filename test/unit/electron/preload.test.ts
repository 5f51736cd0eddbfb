import { beforeEach, expect, test, vi } from 'vitest'
import type { Bridge } from '../../../shared/bridge.ts'

const fake = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  listeners: new Map<string, (...payload: unknown[]) => void>(),
  invoke: vi.fn(),
}))
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (key: string, api: unknown) => fake.exposed.set(key, api) },
  ipcRenderer: {
    invoke: fake.invoke,
    on: (channel: string, listener: (...payload: unknown[]) => void) => fake.listeners.set(channel, listener),
  },
}))

let bridge: Bridge
beforeEach(async () => {
  vi.resetModules()
  fake.invoke.mockReset()
  await import('../../../electron/preload.ts')
  bridge = fake.exposed.get('ruggensteun') as Bridge
})
const tell = (message: unknown) => fake.listeners.get('ruggensteun:command')!({ sender: 'Electron' }, message)

test('a command that comes before the page listens is kept, and given once', () => {
  tell({ kind: 'open', screen: 'logbook' })
  const first: unknown[][] = []
  const second: unknown[][] = []
  bridge.onCommand((...all) => void first.push(all))
  bridge.onCommand((...all) => void second.push(all))
  expect(first).toEqual([[{ kind: 'open', screen: 'logbook' }]])
  expect(second).toEqual([])
})

test('a listener gets the data, never the event, and only until it stops', () => {
  const heard: unknown[][] = []
  const stop = bridge.onCommand((...all) => void heard.push(all))
  tell({ kind: 'lock' })
  stop()
  tell({ kind: 'sync' })
  expect(heard).toEqual([[{ kind: 'lock' }]])
})

test('a fault becomes an error with the name in front', async () => {
  fake.invoke.mockResolvedValue({
    fault: 'vault-unreadable: the vault file is damaged; it was left as it is',
  })
  await expect(bridge.loadVault()).rejects.toThrow(/^vault-unreadable: the vault file is damaged/)
  fake.invoke.mockResolvedValue({ value: { keychain: true, backend: 'kwallet6', record: null } })
  await expect(bridge.loadVault()).resolves.toEqual({ keychain: true, backend: 'kwallet6', record: null })
})

test('every function of the bridge asks on its own channel, with what it was given and no more', async () => {
  fake.invoke.mockResolvedValue({ value: undefined })
  await (bridge.saveVault as (...all: unknown[]) => Promise<void>)('record', 'more')
  expect(fake.invoke.mock.calls).toEqual([['ruggensteun:saveVault', 'record']])
})
