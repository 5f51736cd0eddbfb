import { EventEmitter } from 'node:events'

type Listener = (event: object, ...payload: unknown[]) => unknown

class IpcMain extends EventEmitter {
  /** The same private name as in Electron, so that a test can knock with a forged sender on both. */
  readonly _invokeHandlers = new Map<string, Listener>()

  handle(channel: string, listener: Listener): void {
    if (this._invokeHandlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    this._invokeHandlers.set(channel, listener)
  }
  removeHandler(channel: string): void {
    this._invokeHandlers.delete(channel)
  }
}

export const ipcMain = new IpcMain()
