import { powerMonitor } from 'electron'
import type { PowerEvent } from '../shared/bridge.ts'

/** Sleep kills sockets in silence and a locked screen should lock the app: the engine has to hear of both. */
export function watchPower(tell: (event: PowerEvent) => void): void {
  powerMonitor.on('suspend', () => tell('suspend'))
  powerMonitor.on('resume', () => tell('resume'))
  powerMonitor.on('lock-screen', () => tell('lock-screen'))
  powerMonitor.on('unlock-screen', () => tell('unlock-screen'))
}
