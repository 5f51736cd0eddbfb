import { app } from 'electron'
import { z } from 'zod'
import { NotificationKind, OutsideLink, Reach } from '../../../shared/bridge.ts'
import { openOutside, reach } from '../../outside.ts'
import { answering, type Handlers } from '../answering.ts'

export function desktopHandlers(
  notify: (kind: NotificationKind) => void,
): Pick<Handlers, 'notify' | 'setBadge' | 'openOutside' | 'reach'> {
  return {
    notify: answering(NotificationKind, notify),
    setBadge: answering(z.int().min(0).max(9999), (count) => {
      app.setBadgeCount(count)
    }),
    openOutside: answering(OutsideLink, openOutside),
    reach: answering(Reach, reach),
  }
}
