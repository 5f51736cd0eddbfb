/** Entry of the engine's Web Worker: hands it the real world. */
import { measuredCosts, systemRandom } from '../../shared/crypto/seal.ts'
import { systemClock } from '../../shared/calendar/time.ts'
import { Engine } from './engine.ts'

/** Holds a Web Lock named after the profile for as long as this worker lives. */
const claimProfile = (profile: string): Promise<boolean> =>
  new Promise((claimed) => {
    void navigator.locks.request(`ruggensteun-${profile}`, { ifAvailable: true }, (lock) => {
      claimed(lock !== null)
      return lock === null ? undefined : new Promise<never>(() => {})
    })
  })

const engine = new Engine({
  clock: systemClock,
  random: systemRandom,
  argon2: measuredCosts(() => performance.now()),
  monotonic: () => performance.now(),
  fetch: (input, init) => fetch(input, init),
  WebSocket,
  indexedDB,
  IDBKeyRange,
  isOnline: () => navigator.onLine,
  claimProfile,
  post: (message) => self.postMessage(message),
  after: (ms, task) => {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
})

self.addEventListener('message', (event: MessageEvent<unknown>) => void engine.handle(event.data))
