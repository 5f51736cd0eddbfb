/** The order of start: bridge, settings, engine, boot. What the shell says (menu, power, network) becomes a command. */
import { asRuggensteunError } from '../../shared/errors.ts'
import type { StartInfo } from '../../shared/bridge.ts'
import { bridge } from '../client/bridge.ts'
import { engine, EngineDoor, openDoor, type Wire } from '../client/engine.ts'
import { startLanguage } from '../i18n/index.ts'
import { listenForShortcuts } from '../state/shortcuts.ts'
import { useInterface } from '../state/interface.ts'

const makeWorker = (): Wire => new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module', name: 'engine' }) as Wire

const listen = (): void => {
  const send = (kind: 'wake' | 'lock' | 'sync-now'): void => void engine().send({ kind }).catch(() => {})
  bridge().onCommand((command) => {
    if (command.kind === 'open') useInterface.getState().open(command.screen)
    else send(command.kind === 'lock' ? 'lock' : 'sync-now')
  })
  bridge().onPower((event) => {
    if (event === 'resume' || event === 'unlock-screen') send('wake')
    else if (event === 'lock-screen') send('lock')
  })
  window.addEventListener('online', () => send('wake'))
  window.addEventListener('offline', () => send('wake'))
  engine().onNotice((about) => { if (useInterface.getState().settings.notifications) void bridge().notify(about) })
  listenForShortcuts()
}

/** Resolves when the engine knows what it stands on; rejects with a named error. */
export const start = async (crashed: () => void): Promise<StartInfo> => {
  const settings = await bridge().readSettings()
  useInterface.getState().useSettings(settings)
  document.documentElement.lang = settings.language
  await startLanguage(settings.language)
  const info = await bridge().start()
  const vault = await bridge().loadVault()
  openDoor(new EngineDoor(makeWorker(), crashed))
  listen()
  await engine().send({ kind: 'boot', profile: info.profile, servers: info.servers, keychain: vault.keychain, vaultRecord: vault.record })
    .catch((error: unknown) => { if (asRuggensteunError(error).code !== 'second-window' && asRuggensteunError(error).code !== 'vault-unreadable') throw error })
  return info
}
