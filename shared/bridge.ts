/**
 * The bridge: everything the renderer may ask of the machine it runs on. Two implementations exist,
 * `electron/preload.ts` (desktop) and `renderer/bridge/web.ts` (web edition); both satisfy {@link Bridge}.
 * Every payload passes the schemas below on the main side; nothing of the field crosses this door:
 * no record, no name, no key in clear except the vault record while it is being opened.
 */
import { z } from 'zod'
import { NeighbourhoodCode } from './domain/identifiers.ts'

/** https anywhere, http only to the own machine (tests, the demo town). */
export const ServerUrl = z
  .url()
  .max(200)
  .refine((text) => {
    const url = URL.parse(text) // this is asked of text that is no address too
    const loopback = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost'
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)
  }, 'a server must be https, or http on 127.0.0.1')

/** The two key holders this device talks to; their origins are all that the CSP lets the worker reach. */
export const Servers = z.object({ relay: ServerUrl, trustee: ServerUrl })
export type Servers = z.infer<typeof Servers>

/** What of the triage is shown. */
export const TriageTab = z.enum(['open', 'unanswered', 'leaving', 'mine', 'ended'])
export type TriageTab = z.infer<typeof TriageTab>
export const TriageFilter = z.object({
  wijk: NeighbourhoodCode.nullable(),
  tab: TriageTab,
})
export type TriageFilter = z.infer<typeof TriageFilter>

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  language: z.enum(['nl', 'en']).catch('nl'),
  notifications: z.boolean().catch(true),
  /** Minutes without a key or a click after which the app locks itself. */
  autoLockMinutes: z.union([z.literal(5), z.literal(10), z.literal(30), z.literal(60)]).catch(10),
  /** What is large and can wait, waits for another network. */
  saveData: z.boolean().catch(false),
  /** Local times between which no notification is shown; the same twice: always. */
  quietFrom: z.iso.time({ precision: -1 }).catch('18:00'),
  quietUntil: z.iso.time({ precision: -1 }).catch('08:00'),
  /** Filters of the triage that a coordinator kept, in order. */
  triageFilters: z.array(TriageFilter).max(9).catch([]),
})
export type Settings = z.infer<typeof Settings>

/** Screens a menu, a shortcut, a notification or a deep link (`ruggensteun://open/<screen>`) may open. */
export const Screen = z.enum([
  'new-signal',
  'my-day',
  'my-signals',
  'possible-match',
  'caseload',
  'neighbourhood',
  'neighbourhoods',
  'who-is-who',
  'agreements',
  'obstacles',
  'oversight',
  'administration',
  'logbook',
  'settings',
])
export type Screen = z.infer<typeof Screen>

export const AppCommand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), screen: Screen }),
  z.object({ kind: z.literal('lock') }),
  z.object({ kind: z.literal('sync') }),
])
export type AppCommand = z.infer<typeof AppCommand>

export const PowerEvent = z.enum(['suspend', 'resume', 'lock-screen', 'unlock-screen'])
export type PowerEvent = z.infer<typeof PowerEvent>

/** What a notification is about. Its words are fixed per kind and never hold a name or a place. */
export const NotificationKind = z.enum([
  'possible-match',
  'answer',
  'closed',
  'conversation',
  'obstacle',
  'digest',
])
export type NotificationKind = z.infer<typeof NotificationKind>

/** Pages and numbers outside the app that a user may open. A closed list: never a link from synced data. */
export const OutsideLink = z.enum(['meldcode', 'veilig-thuis'])
export type OutsideLink = z.infer<typeof OutsideLink>

/**
 * Whom to call or mail. It may be of somebody else's making (an answer, the directory), so it is never a URL:
 * digits, or an address without a character that means something in one (decisions/0018).
 */
export const Reach = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), number: z.string().regex(/^\+?[0-9]{3,15}$/) }),
  z.strictObject({
    kind: z.literal('mail'),
    address: z
      .email()
      .max(120)
      .regex(/^[^\s?&%#,;:/\\]+$/),
  }),
])
export type Reach = z.infer<typeof Reach>

/**
 * The only place where the URL is made: `tel:` and digits, or `mailto:` and one address, without subject,
 * text or other header (RFC 3966, RFC 6068).
 */
export const reachUrl = (way: Reach): string =>
  way.kind === 'call'
    ? `tel:${way.number}`
    : `mailto:${way.address
        .split('@')
        .map((part) => encodeURIComponent(part).replaceAll("'", '%27'))
        .join('@')}`

/**
 * Of a letter saved as a file: the number of its signaal and the languages it is in, from a closed list; of a
 * list or a report: its date. A name cannot stand in it.
 */
export const PdfName = z
  .string()
  .max(80)
  .regex(
    /^(brief-R-[0-9]{3}-[0-9]{3}-[0-9]{4}(-(nl|nl-simple|en|tr|ar|pl|bg|uk))+|(triage|wijken)-[0-9]{4}-[0-9]{2}-[0-9]{2})\.pdf$/,
  )

/** Opaque to the shell: the engine wraps its data key in it. At most 8 KiB of text. */
export const VaultRecord = z.string().min(1).max(8192)

/** Opaque too: sealed by the engine. Kept outside of the browser's database, which can be lost as a whole. */
export const RescueRecord = z
  .string()
  .min(1)
  .max(1024 * 1024)
  .nullable()

/**
 * `keychain: true` says that `record` is sealed by an OS keychain (`safeStorage` with a real backend).
 * With `false` the engine must wrap its key under a passphrase before it hands it over.
 */
export interface VaultState {
  readonly keychain: boolean
  readonly backend: string
  readonly record: string | null
}

export interface StartInfo {
  /** Names the local database; one per person on this machine. Lower-case letters, digits, '-'. */
  readonly profile: string
  /** True only for the fictional town: the unlock screen may then offer its well-known passphrase. */
  readonly demo: boolean
  /** True when a device file waits to be read by {@link Bridge.readDeviceFile}. */
  readonly deviceFileWaiting: boolean
  /** Null until the device is enrolled. */
  readonly servers: Servers | null
  readonly version: string
}

export const ProfileName = z.string().regex(/^[a-z0-9-]{1,64}$/)

export interface Bridge {
  readonly edition: 'desktop' | 'web'
  start(): Promise<StartInfo>
  /**
   * The sealed device file given at the start (desktop: `--device-file=PATH`; web: the demo town's), or null.
   * At most 1 MiB.
   */
  readDeviceFile(): Promise<Uint8Array | null>
  /**
   * Remembers the servers and opens the network policy (CSP) to them alone. The page reloads when they
   * changed.
   */
  useServers(servers: Servers): Promise<void>
  loadVault(): Promise<VaultState>
  saveVault(record: string): Promise<void>
  /** Removes the vault record: all local data becomes unreadable. */
  destroyVault(): Promise<void>
  /**
   * What {@link saveRescue} kept, or null: also where it cannot be read, for then there is nothing to rescue
   * with.
   */
  loadRescue(): Promise<string | null>
  /** Null removes it. */
  saveRescue(record: string | null): Promise<void>
  /** Room left for local data in MB; null where this machine does not tell. */
  freeSpaceMb(): Promise<number | null>
  readSettings(): Promise<Settings>
  writeSettings(settings: Settings): Promise<void>
  notify(kind: NotificationKind): Promise<void>
  /** What waits for this person; 0 clears it. */
  setBadge(count: number): Promise<void>
  openOutside(link: OutsideLink): Promise<void>
  /**
   * Hands a number or an address to the program that calls or mails here; a person presses the rest there.
   */
  reach(way: Reach): Promise<void>
  /**
   * The page as it prints, in a file the person chooses; resolves to whether one was written. The web edition
   * opens the browser's own print dialog, which offers PDF, and cannot know.
   */
  savePdf(name: string): Promise<boolean>
  onCommand(listener: (command: AppCommand) => void): () => void
  /** An origin whose certificate this machine does not trust; a browser cannot tell. */
  onCertificateRefused(listener: (origin: string) => void): () => void
  onPower(listener: (event: PowerEvent) => void): () => void
}

declare global {
  interface Window {
    readonly ruggensteun?: Bridge
  }
}
