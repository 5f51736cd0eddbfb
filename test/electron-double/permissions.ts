import type { Cdp } from './cdp.ts'
import { originOf, toHttp } from './origins.ts'
import { session } from './session.ts'

/** Electron's name of a permission, and what Chromium calls it. */
const NAMES = [
  ['geolocation', 'geolocation'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['notifications', 'notifications'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['midi', 'midi'],
  ['idle-detection', 'idle-detection'],
  ['local-fonts', 'local-fonts'],
  ['window-management', 'window-management'],
  ['local-network-access', 'local-network-access'],
  ['local-network', 'local-network'],
  ['loopback-network', 'loopback-network'],
  ['persistent-storage', 'persistent-storage'],
] as const

/**
 * Chromium gets the app's own answers. Without a handler Electron grants everything, and so does the double.
 */
export async function applyPermissions(cdp: Cdp, url: string): Promise<void> {
  const { requestHandler, checkHandler } = session.defaultSession
  for (const [electronName, name] of NAMES) {
    const isChecked =
      checkHandler?.(null, electronName, `${originOf(url)}/`, { isMainFrame: true, requestingUrl: url }) ??
      true
    let isGranted = requestHandler === null
    requestHandler?.(
      {},
      electronName,
      (answer) => {
        isGranted = answer
      },
      { isMainFrame: true, requestingUrl: url },
    )
    const setting = isChecked && isGranted ? 'granted' : 'denied'
    await cdp.send('Browser.setPermission', { origin: originOf(toHttp(url)), permission: { name }, setting })
  }
}
