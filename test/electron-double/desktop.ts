import { EventEmitter } from 'node:events'

export const powerMonitor = Object.assign(new EventEmitter(), { getSystemIdleTime: (): number => 0 })

export const nativeTheme = Object.assign(new EventEmitter(), {
  themeSource: 'system',
  get shouldUseDarkColors(): boolean {
    return this.themeSource === 'dark'
  },
})

const area = { x: 0, y: 0, width: 1920, height: 1080 }
const display = { id: 1, bounds: area, workArea: area, scaleFactor: 1, rotation: 0 }

export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
})

/** Opens nothing: a test replaces it, and one that forgot hears of it. */
export const shell = {
  openExternal: async (url: string): Promise<void> => {
    throw new Error(`electron-double: shell.openExternal(${url}) was called but the test did not stub it`)
  },
}

let copied = ''
export const clipboard = {
  writeText: (text: string): void => {
    copied = text
  },
  readText: (): string => copied,
  clear: (): void => {
    copied = ''
  },
}
