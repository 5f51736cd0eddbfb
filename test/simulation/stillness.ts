/**
 * Between two virtual moments nothing may still be going on. Work that really takes place outside of
 * JavaScript (WebCrypto, PostgreSQL) and tasks of the event loop (fake-indexeddb) is counted here, and its
 * results are handed on one at a time in the order in which they were asked for: so the same seed runs the
 * same way on any machine.
 */

interface Errand {
  ready: boolean
  deliver: () => void
  readonly settled: Promise<void>
}

const realImmediate = globalThis.setImmediate
const turn = (): Promise<void> =>
  new Promise((done) => {
    realImmediate(done)
  })
/**
 * Turns of the event loop without an errand after which all is still: streams inside fastify take one or two.
 */
const STILL_TURNS = 3

const errands: Errand[] = []
let holding = false

/** The same promise, delivered in its turn. */
export const inTurn = <T>(work: Promise<T>): Promise<T> => {
  if (!holding) return work
  return new Promise((resolve, reject) => {
    const settled = work.then(
      (value) => {
        errand.ready = true
        errand.deliver = () => resolve(value)
      },
      (error: unknown) => {
        errand.ready = true
        errand.deliver = () => reject(error as Error)
      },
    )
    const errand: Errand = { ready: false, deliver: () => {}, settled }
    errands.push(errand)
  })
}

/** Resolves when nothing goes on any more. */
export const stillness = async (): Promise<void> => {
  for (let quiet = 0; quiet < STILL_TURNS; quiet++) {
    await turn()
    for (let errand = errands[0]; errand; errand = errands[0]) {
      if (!errand.ready) await errand.settled
      errands.shift()
      errand.deliver()
      await turn()
      quiet = 0
    }
  }
}

type Method = (...given: unknown[]) => unknown

const holdImmediate = (): (() => void) => {
  const held = (task: Method, ...given: unknown[]): NodeJS.Immediate => {
    if (!holding) return realImmediate(task, ...given)
    errands.push({
      ready: true,
      deliver: () => {
        task(...given)
      },
      settled: Promise.resolve(),
    })
    return { unref: () => {}, ref: () => {}, hasRef: () => true } as unknown as NodeJS.Immediate
  }
  globalThis.setImmediate = Object.assign(held, {
    __promisify__: realImmediate.__promisify__,
  }) as typeof setImmediate
  return () => {
    globalThis.setImmediate = realImmediate
  }
}

const holdCrypto = (): (() => void) => {
  const subtle = crypto.subtle as unknown as Record<string, Method>
  const names = Object.getOwnPropertyNames(SubtleCrypto.prototype).filter(
    (name) => name !== 'constructor' && typeof subtle[name] === 'function',
  )
  for (const name of names) {
    const real = subtle[name]!
    Object.defineProperty(subtle, name, {
      configurable: true,
      value: (...given: unknown[]) => inTurn(Promise.resolve(real.apply(crypto.subtle, given))),
    })
  }
  return () => {
    for (const name of names) delete subtle[name]
  }
}

let release: (() => void)[] = []

/**
 * From here on work is counted. Call once per process; `hold(false)` lets it through while a world is being
 * built.
 */
export const install = (): void => {
  if (release.length === 0) release = [holdImmediate(), holdCrypto()]
}
export const uninstall = (): void => {
  for (const undo of release) undo()
  release = []
}
export const hold = (on: boolean): void => {
  holding = on
}
