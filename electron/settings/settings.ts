import { z } from 'zod'
import { Servers, Settings } from '../../shared/bridge.ts'
import { disposable, type Disposable } from './disposable.ts'

export const openSettings = (): Disposable<Settings> =>
  disposable('settings', Settings.catch(Settings.parse({})))

/**
 * Not a secret: which two servers the network policy opens to. The engine keeps its own copy with the
 * enrolment.
 */
export const openServers = (): Disposable<Servers | null> =>
  disposable('servers', Servers.nullable().catch(null))

const Side = z.int().min(-100_000).max(100_000)
export const WindowState = z.object({
  bounds: z.object({ x: Side, y: Side, width: Side, height: Side }),
  maximised: z.boolean(),
})
export type WindowState = z.infer<typeof WindowState>

export const openWindowState = (): Disposable<WindowState | null> =>
  disposable('window', WindowState.nullable().catch(null))
