import { Notification } from 'electron'
import type { NotificationKind, Screen } from '../shared/bridge.ts'
import type { Words } from './words.ts'

const SCREENS: Readonly<Record<NotificationKind, Screen>> = {
  'possible-match': 'possible-match',
  answer: 'my-signals',
  closed: 'logbook',
  conversation: 'my-day',
  obstacle: 'obstacles',
  digest: 'my-day',
}

/** Held until they are gone: a collected notification loses its click. */
const shown = new Set<Notification>()

/**
 * The caller chooses a kind and never a word. @param open brings the window up on the screen that belongs to
 * it
 */
export function showNotification(kind: NotificationKind, words: Words, open: (screen: Screen) => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title: 'Ruggensteun', body: words.notifications[kind] })
  const forget = (): void => void shown.delete(notification)
  notification.on('click', () => {
    forget()
    open(SCREENS[kind])
  })
  notification.on('close', forget)
  notification.on('failed', forget)
  shown.add(notification)
  notification.show()
}
