import { Screen } from '../shared/bridge.ts'

const LINK = /^ruggensteun:\/\/open\/([a-z-]{1,40})\/?$/

/** `ruggensteun://open/<screen>` and nothing more: a link can show a screen, never fill it in or act. */
export function parseDeepLink(text: string): Screen | null {
  const screen = Screen.safeParse(LINK.exec(text)?.[1])
  return screen.success ? screen.data : null
}

/** Windows and Linux hand the link over as an argument, among whatever else Chromium put there. */
export function deepLinkIn(argv: readonly string[]): Screen | null {
  for (const argument of argv) {
    const screen = parseDeepLink(argument)
    if (screen !== null) return screen
  }
  return null
}
