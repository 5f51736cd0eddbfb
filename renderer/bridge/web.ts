/**
 * The bridge in a browser: no keychain, no menu; settings and the wrapped vault record in this origin's
 * storage.
 */
import { z } from 'zod'
import {
  ProfileName,
  Reach,
  reachUrl,
  RescueRecord,
  Servers,
  Settings,
  VaultRecord,
  type Bridge,
  type OutsideLink,
} from '../../shared/bridge.ts'

const WebStart = z.object({
  profile: ProfileName,
  demo: z.boolean(),
  deviceFileWaiting: z.boolean(),
  servers: Servers,
  version: z.string().max(40),
})

const LINKS: Readonly<Record<OutsideLink, string>> = {
  meldcode: 'https://www.rijksoverheid.nl/onderwerpen/huiselijk-geweld/meldcode',
  'veilig-thuis': 'https://veiligthuis.nl/',
}
const WORDS = {
  'possible-match': 'Er is misschien iemand bij jou in beeld.',
  answer: 'Er is een antwoord.',
  closed: 'Een signaal is afgesloten.',
  conversation: 'Er is een bericht over een signaal.',
  obstacle: 'Er is iets nieuws bij Knelpunten.',
  digest: 'Er wacht iets op jou.',
} as const

/**
 * Chromium tells every page that it has ten gigabytes left, so that disks cannot be told apart; only less
 * than that means something.
 */
const TOLD_TO_ANYBODY = 10 * 1024 ** 3

const parsed = <T extends z.ZodType>(schema: T, text: string | null): z.infer<T> => {
  try {
    return schema.parse(JSON.parse(text ?? '{}'))
  } catch {
    return schema.parse({})
  }
}

export const webBridge = (): Bridge => {
  const profile = ProfileName.catch('default').parse(new URLSearchParams(location.search).get('profile'))
  const key = (name: string): string => `ruggensteun-${profile}-${name}`
  return {
    edition: 'web',
    start: async () => {
      const answer = await fetch(`/start.json?profile=${profile}`, { cache: 'no-store' })
        .then((response) => response.json() as Promise<unknown>)
        .catch(() => null)
      const start = WebStart.safeParse(answer ?? JSON.parse(localStorage.getItem(key('start')) ?? 'null'))
      if (!start.success)
        return { profile, demo: false, deviceFileWaiting: false, servers: null, version: '' }
      localStorage.setItem(key('start'), JSON.stringify(start.data))
      return start.data
    },
    readDeviceFile: async () => {
      const response = await fetch(`/demo/${profile}.device`, { cache: 'no-store' })
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
    },
    useServers: () => Promise.resolve(),
    loadVault: () =>
      Promise.resolve({ keychain: false, backend: 'web', record: localStorage.getItem(key('vault')) }),
    saveVault: (record) => Promise.resolve(localStorage.setItem(key('vault'), VaultRecord.parse(record))),
    destroyVault: () => Promise.resolve(localStorage.removeItem(key('vault'))),
    loadRescue: () => Promise.resolve(localStorage.getItem(key('rescue'))),
    saveRescue: async (record) => {
      if (record === null) localStorage.removeItem(key('rescue'))
      else localStorage.setItem(key('rescue'), RescueRecord.parse(record)!)
    },
    freeSpaceMb: async () => {
      const { quota = 0, usage = 0 } = (await navigator.storage?.estimate()) ?? {}
      return quota > 0 && quota - usage < TOLD_TO_ANYBODY
        ? Math.max(0, Math.floor((quota - usage) / 1_048_576))
        : null
    },
    readSettings: () => Promise.resolve(parsed(Settings, localStorage.getItem(key('settings')))),
    writeSettings: (settings) =>
      Promise.resolve(localStorage.setItem(key('settings'), JSON.stringify(Settings.parse(settings)))),
    notify: (kind) => {
      if ('Notification' in window && Notification.permission === 'granted')
        new Notification('Ruggensteun', { body: WORDS[kind], tag: kind })
      return Promise.resolve()
    },
    setBadge: () => Promise.resolve(),
    openOutside: (link) => {
      window.open(LINKS[link], '_blank', 'noopener,noreferrer')
      return Promise.resolve()
    },
    // A scheme that leaves no page behind, so no window either.
    reach: async (way) => {
      Object.assign(document.createElement('a'), { href: reachUrl(Reach.parse(way)) }).click()
    },
    savePdf: () => {
      window.print()
      return Promise.resolve(false)
    },
    onCommand: () => () => {},
    onCertificateRefused: () => () => {},
    onPower: (listener) => {
      const shown = (): void => {
        if (document.visibilityState === 'visible') listener('resume')
      }
      document.addEventListener('visibilitychange', shown)
      return () => document.removeEventListener('visibilitychange', shown)
    },
  }
}
