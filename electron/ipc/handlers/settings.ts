import { Settings } from '../../../shared/bridge.ts'
import type { Disposable } from '../../settings/disposable.ts'
import { answering, Nothing, type Handlers } from '../answering.ts'

/** @param apply brings the desktop (theme, menu language) in line with the new settings */
export function settingsHandlers(
  settings: Disposable<Settings>,
  apply: (settings: Settings) => void,
): Pick<Handlers, 'readSettings' | 'writeSettings'> {
  return {
    readSettings: answering(Nothing, () => settings.read()),
    writeSettings: answering(Settings, (next) => {
      settings.write(next)
      apply(next)
    }),
  }
}
