import type { BrowserWindowConstructorOptions, Rectangle } from 'electron'
import type { WindowState } from './settings/settings.ts'

const MINIMUM = { width: 360, height: 480 } as const
const FIRST = { width: 1280, height: 800 } as const
/** So much of the top edge must be on a screen that a hand can take the window by it. */
const GRIP = { width: 120, height: 24 } as const

export interface WindowSetting {
  readonly state: WindowState | null
  readonly screens: readonly Rectangle[]
  readonly isDark: boolean
  readonly isPackaged: boolean
  readonly preload: string
}

/** Everything a window of ours is made with; `test/release/window-options.test.ts` reads it. */
export function windowOptions({
  state,
  screens,
  isDark,
  isPackaged,
  preload,
}: WindowSetting): BrowserWindowConstructorOptions {
  return {
    ...(visibleBounds(state, screens) ?? FIRST),
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    show: false,
    title: 'Ruggensteun',
    backgroundColor: isDark ? '#0e1716' : '#eef2ef',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false, // the dictionary would be fetched from Google
      devTools: !isPackaged,
    },
  }
}

/**
 * Null when the remembered place is on a screen that is no longer there. Never larger than the screen it is
 * on.
 */
export function visibleBounds(state: WindowState | null, screens: readonly Rectangle[]): Rectangle | null {
  if (state === null) return null
  for (const screen of screens) {
    const bounds = fitted(state.bounds, screen)
    if (isWithinReach(bounds, screen)) return bounds
  }
  return null
}

function fitted({ x, y, width, height }: Rectangle, screen: Rectangle): Rectangle {
  return {
    x,
    y,
    width: Math.max(MINIMUM.width, Math.min(width, screen.width)),
    height: Math.max(MINIMUM.height, Math.min(height, screen.height)),
  }
}

const isWithinReach = ({ x, y, width }: Rectangle, screen: Rectangle): boolean =>
  overlap(x, width, screen.x, screen.width) >= GRIP.width &&
  y >= screen.y &&
  y + GRIP.height <= screen.y + screen.height

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)
}
