/**
 * The order of start: bridge, settings, engine, boot. What the shell says (menu, power, network) becomes a
 * command.
 */
import { asRuggensteunError, RuggensteunError, type ErrorName } from '../../shared/errors.ts'
import type { StartInfo, VaultState } from '../../shared/bridge.ts'
import { bridge } from '../client/bridge.ts'
import { engine, EngineDoor, openDoor, type Wire } from '../client/engine.ts'
import { agreedQuiet } from '../client/quiet-hours.ts'
import { watchStorage } from '../client/storage.ts'
import { startLanguage } from '../i18n/index.ts'
import { Notices } from './notices.ts'
import { vaultFault } from './vault-fault.ts'
import { watchIdle } from '../state/idle.ts'
import { useInterface } from '../state/interface.ts'

const makeWire = (): Wire =>
  new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: 'engine' }) as Wire

const lock = (): void =>
  void engine()
    .lock()
    .catch(() => {})

/** Where the browser says so of itself, or the person did. */
const isMetered = (): boolean =>
  useInterface.getState().settings.saveData ||
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

/** Told at every unlock, and when it changes. */
const watchNetwork = (): void => {
  let told: boolean | null = null
  const tell = (): void => {
    if (engine().view('session').state !== 'open') return void (told = null)
    if (told === isMetered()) return
    told = isMetered()
    void engine()
      .send({ kind: 'network', metered: told })
      .catch(() => {
        told = null
      })
  }
  engine().subscribe(tell)
  useInterface.subscribe(tell)
}

/** How often it is seen whether the quiet hours are over. */
const LOOK_MS = 60_000

const listen = (): void => {
  const send = (kind: 'wake' | 'sync-now'): void =>
    void engine()
      .send({ kind })
      .catch(() => {})
  bridge().onCommand((command) => {
    if (command.kind === 'open') useInterface.getState().open(command.screen)
    else if (command.kind === 'lock') lock()
    else send('sync-now')
  })
  bridge().onPower((event) => {
    if (event === 'lock-screen' || event === 'suspend') lock()
    else send('wake')
  })
  bridge().onCertificateRefused(
    (origin) =>
      void engine()
        .send({ kind: 'certificate-refused', origin })
        .catch(() => {}),
  )
  window.addEventListener('online', () => send('wake'))
  window.addEventListener('offline', () => send('wake'))
  const notices = new Notices({
    settings: () => useInterface.getState().settings,
    agreed: () => agreedQuiet(engine().view('rules')),
    day: () => engine().view('day'),
    now: () => new Date(),
    notify: (kind) => void bridge().notify(kind),
  })
  engine().onNotice((about) => notices.hear(about))
  setInterval(() => notices.look(), LOOK_MS)
  watchNetwork()
  watchIdle(() => useInterface.getState().settings.autoLockMinutes, lock)
}

/** What the interface itself can show; everything else ends the start. */
const SHOWN: readonly ErrorName[] = [
  'second-window',
  'vault-unreadable',
  'keychain-changed',
  'keychain-missing',
]

const loadVault = async (): Promise<VaultState> => {
  try {
    return await bridge().loadVault()
  } catch (cause) {
    const code = vaultFault(cause)
    if (!code) throw cause
    throw new RuggensteunError(code, {}, { cause })
  }
}

/** A copy that cannot be kept stops nothing, and is said in the settings. */
const keepRescue = async (record: string | null): Promise<void> => {
  const rescueKept = await bridge()
    .saveRescue(record)
    .then(
      () => true,
      () => false,
    )
  if (rescueKept !== useInterface.getState().storage.rescueKept)
    useInterface.getState().useStorage({ rescueKept })
}

/** Resolves when the engine knows what it stands on; rejects with a named error. */
export const start = async (crashed: () => void): Promise<StartInfo> => {
  const settings = await bridge().readSettings()
  useInterface.getState().useSettings(settings)
  document.documentElement.lang = settings.language
  await startLanguage(settings.language)
  const info = await bridge().start()
  const door = openDoor(
    new EngineDoor({
      makeWire,
      crashed,
      boot: async () => {
        const vault = await loadVault()
        useInterface.getState().useKeychain(vault.keychain)
        return {
          kind: 'boot',
          profile: info.profile,
          servers: info.servers,
          keychain: vault.keychain,
          vaultRecord: vault.record,
          rescue: vault.record === null ? null : await bridge().loadRescue(),
        }
      },
      keepVault: (record) => (record === null ? bridge().destroyVault() : bridge().saveVault(record)),
      keepRescue,
    }),
  )
  listen()
  watchStorage()
  await door.start().catch((error: unknown) => {
    const { code } = asRuggensteunError(error)
    if (!SHOWN.includes(code)) throw error
    useInterface.getState().failStart(code)
  })
  return info
}
