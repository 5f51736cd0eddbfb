import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import { Fault, toFault } from '../faults.ts'
import { report } from '../report.ts'
import type { Handler, Handlers } from './answering.ts'
import { REQUESTS, requestChannel, type Reply } from './channels.ts'
import { isTrustedSender } from './trusted-sender.ts'

/**
 * The one door of the main process, and the only user of ipcMain: every request passes the same three checks.
 */
export function registerHandlers(handlers: Handlers): void {
  // electron-store answers any page with the path of the profile; our pages have no use for it.
  ipcMain.removeAllListeners('electron-store-get-data')
  for (const name of REQUESTS) {
    const handler: Handler<unknown> = handlers[name]
    ipcMain.handle(requestChannel(name), (event, ...payload) => reply(handler, event, payload))
  }
}

async function reply(
  handler: Handler<unknown>,
  event: IpcMainInvokeEvent,
  payload: unknown[],
): Promise<Reply> {
  try {
    if (!isTrustedSender(event))
      throw new Fault('untrusted-sender', 'only the main frame of app://bundle may ask this')
    if (payload.length > 1) throw new Fault('bad-payload', 'a request has one value at most')
    return { value: await handler(payload[0]) }
  } catch (error) {
    const fault = toFault(error)
    report(`${fault.name}: ${fault.message}`)
    return { fault: `${fault.name}: ${fault.message}` }
  }
}
