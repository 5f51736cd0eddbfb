/** State of the interface only: which screen, which line, which theme. No record and no key ever stands here. */
import { create } from 'zustand'
import type { Screen, Settings } from '../../shared/bridge.ts'

interface InterfaceState {
  readonly screen: Screen
  readonly selected: string | null
  readonly menuOpen: boolean
  readonly settings: Settings
  /** Said aloud by screen readers and shown for a moment. */
  readonly announcement: string
  open(screen: Screen, selected?: string | null): void
  select(id: string | null): void
  toggleMenu(): void
  announce(text: string): void
  useSettings(settings: Settings): void
}

export const useInterface = create<InterfaceState>((set) => ({
  screen: 'new-signal', selected: null, menuOpen: false, settings: { theme: 'system', language: 'nl', notifications: true }, announcement: '',
  open: (screen, selected = null) => set({ screen, selected, menuOpen: false }),
  select: (selected) => set({ selected }),
  toggleMenu: () => set(({ menuOpen }) => ({ menuOpen: !menuOpen })),
  announce: (announcement) => set({ announcement }),
  useSettings: (settings) => set({ settings }),
}))
