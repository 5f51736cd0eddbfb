/**
 * What the machine says of the room for the local data: whether it may throw it away, and how much is left.
 */
import { useInterface } from '../state/interface.ts'
import { bridge } from './bridge.ts'

/** Below this a week of messages of a large town may no longer fit. */
export const LITTLE_MB = 100
const EVERY_MS = 10 * 60_000

/** Asked once there is something to keep; Chromium decides without a question. */
export const askToKeep = async (): Promise<void> => {
  const { storage } = navigator
  if (!storage) return useInterface.getState().useStorage({ kept: false })
  useInterface.getState().useStorage({ kept: (await storage.persisted()) || (await storage.persist()) })
}

const look = async (): Promise<void> => {
  useInterface.getState().useStorage({ leftMb: await bridge().freeSpaceMb() })
}

/** A browser that does not answer leaves the screen without a figure, which is what it then knows. */
export const watchStorage = (): void => {
  const again = (): void => void look().catch(() => {})
  again()
  setInterval(again, EVERY_MS)
}
