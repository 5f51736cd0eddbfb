import type { Bridge } from '../../shared/bridge.ts'

/** What the page asks and main answers. */
export type RequestName = Exclude<keyof Bridge, 'edition' | 'onCommand' | 'onCertificateRefused' | 'onPower'>

export const REQUESTS = [
  'start',
  'readDeviceFile',
  'useServers',
  'loadVault',
  'saveVault',
  'destroyVault',
  'loadRescue',
  'saveRescue',
  'freeSpaceMb',
  'readSettings',
  'writeSettings',
  'notify',
  'setBadge',
  'openOutside',
  'reach',
  'savePdf',
] as const satisfies readonly RequestName[]

export const requestChannel = (name: RequestName): string => `ruggensteun:${name}`

/** What main tells the page. */
export const COMMAND_CHANNEL = 'ruggensteun:command'
export const POWER_CHANNEL = 'ruggensteun:power'
export const CERTIFICATE_CHANNEL = 'ruggensteun:certificate'

/** An answer is data, so that a fault reaches the page with its own words and no stack of main. */
export type Reply = { readonly value: unknown } | { readonly fault: string }
