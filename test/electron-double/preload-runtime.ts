import type { Codec } from './codec.ts'
import type { WorldBridge } from './context-bridge.ts'

type Listener = (event: object, ...payload: unknown[]) => void
type Delivery =
  | { readonly t: 'reply'; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly t: 'event'; readonly channel: string; readonly payload: unknown }

type PreloadBody = (
  require: (name: string) => unknown,
  module: { exports: object },
  exports: object,
  process: object,
) => void

/**
 * What a sandboxed preload has: `require('electron')` with contextBridge and ipcRenderer, a thin process, no
 * Node.
 */
export function preloadRuntime(process: object, bridge: WorldBridge, codec: Codec, body: PreloadBody): void {
  const world = globalThis as unknown as {
    __doubleHost(text: string): void
    __doubleDeliver(message: Delivery): void
  }
  const listeners = new Map<string, Listener[]>()
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()
  const exposed = new Set<string>()
  let sequence = 0

  const off = (channel: string, listener: Listener): object => {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((each) => each !== listener),
    )
    return ipcRenderer
  }
  const on = (channel: string, listener: Listener): object => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
    return ipcRenderer
  }
  const ipcRenderer = {
    invoke: (channel: string, ...payload: unknown[]) =>
      new Promise((resolve, reject) => {
        const encoded = codec.enc(payload) // throws, and so rejects, when something cannot be cloned
        pending.set(++sequence, { resolve, reject })
        world.__doubleHost(JSON.stringify({ id: sequence, channel, payload: encoded }))
      }),
    on,
    off,
  }
  const contextBridge = {
    exposeInMainWorld: (key: string, api: unknown): void => {
      if (exposed.has(key))
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      exposed.add(key)
      bridge.expose(key, api)
    },
  }
  world.__doubleDeliver = (message) => {
    if (message.t === 'event') {
      const payload = codec.dec(message.payload) as unknown[]
      for (const listener of listeners.get(message.channel) ?? [])
        listener({ sender: ipcRenderer, ports: [] }, ...payload)
      return
    }
    const question = pending.get(message.id)
    pending.delete(message.id)
    if (message.error === undefined) question?.resolve(codec.dec(message.value))
    else question?.reject(new Error(message.error))
  }
  const require = (name: string): unknown => {
    if (name === 'electron') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  body(require, module, module.exports, process)
}
