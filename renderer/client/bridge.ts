/** The bridge of this edition: the desktop's preload where there is one, the browser's own otherwise. */
import type { Bridge } from '../../shared/bridge.ts'
import { webBridge } from '../bridge/web.ts'

let chosen: Bridge | null = null
export const bridge = (): Bridge => (chosen ??= window.ruggensteun ?? webBridge())
