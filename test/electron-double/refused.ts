import { unlessGone, type Cdp } from './cdp.ts'

const AFTER_MS = 1000

/**
 * Pages that setWindowOpenHandler refused. Chromium makes them first and runs them in the process of the
 * opener; closed before a listening Playwright let them go on, they stop the opener for ever. So each goes at
 * its first request, by when it runs; one without a request (about:blank) after a moment.
 */
const pages = new Set<string>()

export const refused = {
  add(cdp: Cdp, targetId: string): void {
    pages.add(targetId)
    setTimeout(() => this.close(cdp, targetId), AFTER_MS).unref()
  },
  has: (frameId: string): boolean => pages.has(frameId),
  close(cdp: Cdp, targetId: string): void {
    if (pages.delete(targetId)) void unlessGone(cdp.send('Target.closeTarget', { targetId }))
  },
}
