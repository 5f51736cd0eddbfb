import type { Cdp } from './cdp.ts'
import type { BrowserWindow } from './window.ts'

/** What the parts of the double share: the open windows, the browser they are pages of, and app's ear. */
export const windows = {
  all: new Set<BrowserWindow>(),
  cdp: undefined as Cdp | undefined,
  announce: (_event: string, ..._details: unknown[]): boolean => false,
}

export function browser(): Cdp {
  if (windows.cdp === undefined) throw new Error('electron-double: not before app is ready')
  return windows.cdp
}
