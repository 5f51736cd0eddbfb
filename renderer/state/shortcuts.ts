/**
 * The one registry of shortcuts. Listens in the capture phase, because react-aria keeps key events from
 * bubbling; never acts while somebody types in a field, but for Ctrl+Enter, nor in a dialog. Function keys
 * write and choose nothing, so they are heard everywhere: F1 is for safety.
 */
import { useEffect } from 'react'
import { useLatest } from '../ui/use-latest.ts'

export interface Shortcut {
  readonly key: string
  readonly ctrl?: boolean
  readonly run: () => void
}

const registered = new Set<() => readonly Shortcut[]>()

const isHeardEverywhere = ({ key }: KeyboardEvent): boolean => /^F\d{1,2}$/.test(key)
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
      !/^(radio|checkbox|button)$/.test((target as HTMLInputElement).type)) ||
    target.getAttribute('role') === 'spinbutton')

export const listenForShortcuts = (): (() => void) => {
  const hear = (event: KeyboardEvent): void => {
    if (event.altKey || event.isComposing) return
    const ctrl = event.ctrlKey || event.metaKey
    if (
      !isHeardEverywhere(event) &&
      (document.querySelector('[role=dialog]') || (!ctrl && isTyping(event.target)))
    )
      return
    for (const read of registered) {
      const found = read().find(
        ({ key, ctrl: needsCtrl = false }) =>
          key.toLowerCase() === event.key.toLowerCase() && needsCtrl === ctrl,
      )
      if (!found) continue
      event.preventDefault()
      event.stopPropagation()
      found.run()
      return
    }
  }
  window.addEventListener('keydown', hear, { capture: true })
  return () => window.removeEventListener('keydown', hear, { capture: true })
}

export const useShortcuts = (shortcuts: readonly Shortcut[]): void => {
  const read = useLatest(shortcuts)
  useEffect(() => {
    registered.add(read)
    return () => {
      registered.delete(read)
    }
  }, [read])
}
