/**
 * State of the interface only: which screen, which line, which theme. No record and no key ever stands here.
 */
import { create } from 'zustand'
import type { Screen, Settings } from '../../shared/bridge.ts'
import type { ErrorName } from '../../shared/errors.ts'

/** As this browser or machine told; null while it has not. */
interface StorageState {
  readonly kept: boolean | null
  readonly leftMb: number | null
  readonly rescueKept: boolean
}

interface InterfaceState {
  readonly screen: Screen
  readonly selected: string | null
  /** The signaal a letter is being made for, in place of the screen. */
  readonly letterFor: string | null
  readonly menuOpen: boolean
  /** Whether the way to meldcode, 112 and Veilig Thuis is open: over every screen. */
  readonly safetyOpen: boolean
  /** Whether Ctrl K's list is open. */
  readonly paletteOpen: boolean
  readonly settings: Settings
  /** Whether an OS keychain guards this device too. */
  readonly keychain: boolean
  /** Said aloud by screen readers and shown for a moment. */
  readonly announcement: string
  readonly storage: StorageState
  /** Why there is nothing to open: the shell could not read the key of this device. */
  readonly startFault: ErrorName | null
  open(screen: Screen, selected?: string | null): void
  select(id: string | null): void
  openLetter(signalId: string): void
  closeLetter(): void
  toggleMenu(): void
  showSafety(safetyOpen: boolean): void
  showPalette(paletteOpen: boolean): void
  announce(text: string): void
  useSettings(settings: Settings): void
  useKeychain(keychain: boolean): void
  useStorage(part: Partial<StorageState>): void
  failStart(startFault: ErrorName): void
}

/** What is selected on the settings screen for who wants to send without a network. */
export const CARRY = 'carry'
/** The same for who wants to see when there is no school. */
export const HOLIDAYS = 'holidays'

export const useInterface = create<InterfaceState>((set) => ({
  screen: 'new-signal',
  selected: null,
  letterFor: null,
  menuOpen: false,
  safetyOpen: false,
  paletteOpen: false,
  settings: {
    theme: 'system',
    language: 'nl',
    notifications: true,
    autoLockMinutes: 10,
    saveData: false,
    quietFrom: '18:00',
    quietUntil: '08:00',
    triageFilters: [],
  },
  keychain: false,
  announcement: '',
  storage: { kept: null, leftMb: null, rescueKept: true },
  startFault: null,
  open: (screen, selected = null) => set({ screen, selected, letterFor: null, menuOpen: false }),
  select: (selected) => set({ selected }),
  openLetter: (letterFor) => set({ letterFor, selected: letterFor }),
  closeLetter: () => set({ letterFor: null }),
  showSafety: (safetyOpen) => set({ safetyOpen }),
  showPalette: (paletteOpen) => set({ paletteOpen }),
  toggleMenu: () => set(({ menuOpen }) => ({ menuOpen: !menuOpen })),
  announce: (announcement) => set({ announcement }),
  useSettings: (settings) => set({ settings }),
  useKeychain: (keychain) => set({ keychain }),
  useStorage: (part) => set(({ storage }) => ({ storage: { ...storage, ...part } })),
  failStart: (startFault) => set({ startFault }),
}))
