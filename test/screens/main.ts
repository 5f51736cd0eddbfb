/**
 * `?scene=NAME&theme=light|dark&language=nl|en` opens the real interface; only the engine and the machine are scripted.
 */
import type { Bridge } from '../../shared/bridge.ts'
import { Settings } from '../../shared/bridge.ts'
import { sceneNamed } from './scenes.ts'
import { ScriptedEngine } from './scripted-engine.ts'

const asked = new URLSearchParams(location.search)
const scene = sceneNamed(asked.get('scene') ?? 'teacher')
let settings = Settings.parse({
  theme: asked.get('theme') ?? 'system',
  language: asked.get('language') ?? 'nl',
  notifications: true,
})

const machine: Bridge = {
  edition: 'desktop',
  start: async () =>
    scene.fallen
      ? Promise.reject(new Error('nothing works'))
      : {
          profile: 'screens',
          demo: scene.demo,
          deviceFileWaiting: scene.demo,
          servers: scene.demo
            ? null
            : { relay: 'https://ruggensteun.voorbeeld.nl', trustee: 'https://sleutel.voorbeeld.nl' },
          version: '0.1.0',
        },
  readDeviceFile: async () => (scene.demo ? new Uint8Array([1, 2, 3]) : null),
  useServers: async () => {},
  loadVault: async () => ({ keychain: true, backend: 'scripted', record: null }),
  saveVault: async () => {},
  destroyVault: async () => {},
  loadRescue: async () => null,
  saveRescue: async () => {},
  freeSpaceMb: async () => 48_000,
  readSettings: async () => settings,
  writeSettings: async (changed) => {
    settings = changed
  },
  notify: async () => {},
  setBadge: async () => {},
  openOutside: async () => {},
  reach: async () => {},
  savePdf: async () => true,
  onCommand: () => () => {},
  onCertificateRefused: () => () => {},
  onPower: () => () => {},
}

class ScriptedWorker extends EventTarget {
  #onmessage: ((event: MessageEvent) => void) | null = null
  onerror: ((event: ErrorEvent) => void) | null = null
  readonly #engine = new ScriptedEngine(scene, (message) =>
    setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data: message })), 0),
  )
  constructor() {
    super()
    this.addEventListener('message', (event) => this.#onmessage?.(event as MessageEvent))
  }
  set onmessage(listener: ((event: MessageEvent) => void) | null) {
    this.#onmessage = listener
  }
  postMessage(message: unknown): void {
    this.#engine.handle(message)
  }
  terminate(): void {}
}

Object.defineProperty(window, 'ruggensteun', { value: machine })
Object.defineProperty(window, 'Worker', { value: ScriptedWorker })
await import('../../renderer/app/main.tsx')
