import { contextBridge, ipcRenderer } from 'electron'
import type { AppCommand, Bridge, PowerEvent } from '../shared/bridge.ts'
import {
  CERTIFICATE_CHANNEL,
  COMMAND_CHANNEL,
  POWER_CHANNEL,
  requestChannel,
  type Reply,
  type RequestName,
} from './ipc/channels.ts'

/**
 * Main has checked what it answers; the page gets a plain Error whose message starts with the fault's name.
 */
async function ask<Name extends RequestName>(
  name: Name,
  ...payload: Parameters<Bridge[Name]>
): Promise<Answer<Name>> {
  const reply = (await ipcRenderer.invoke(requestChannel(name), ...payload)) as Reply
  if ('fault' in reply) throw new Error(reply.fault)
  return reply.value as Answer<Name>
}
type Answer<Name extends RequestName> = Awaited<ReturnType<Bridge[Name]>>

/**
 * Listens from the first moment and keeps what comes before the page subscribes (a deep link that started the
 * app). A listener gets the data and never Electron's event.
 */
function feed<Message>(channel: string): (listener: (message: Message) => void) => () => void {
  const listeners = new Set<(message: Message) => void>()
  const early: Message[] = []
  ipcRenderer.on(channel, (_event, message: Message) => {
    if (listeners.size > 0) for (const listener of listeners) listener(message)
    else if (early.length < 20) early.push(message)
  })
  return (listener) => {
    const own = (message: Message): void => listener(message)
    listeners.add(own)
    for (const message of early.splice(0)) own(message)
    return () => void listeners.delete(own)
  }
}

const bridge: Bridge = {
  edition: 'desktop',
  start: () => ask('start'),
  readDeviceFile: () => ask('readDeviceFile'),
  useServers: (servers) => ask('useServers', servers),
  loadVault: () => ask('loadVault'),
  saveVault: (record) => ask('saveVault', record),
  destroyVault: () => ask('destroyVault'),
  loadRescue: () => ask('loadRescue'),
  saveRescue: (record) => ask('saveRescue', record),
  freeSpaceMb: () => ask('freeSpaceMb'),
  readSettings: () => ask('readSettings'),
  writeSettings: (settings) => ask('writeSettings', settings),
  notify: (kind) => ask('notify', kind),
  setBadge: (count) => ask('setBadge', count),
  openOutside: (link) => ask('openOutside', link),
  reach: (way) => ask('reach', way),
  savePdf: (name) => ask('savePdf', name),
  onCommand: feed<AppCommand>(COMMAND_CHANNEL),
  onCertificateRefused: feed<string>(CERTIFICATE_CHANNEL),
  onPower: feed<PowerEvent>(POWER_CHANNEL),
}

contextBridge.exposeInMainWorld('ruggensteun', bridge)
