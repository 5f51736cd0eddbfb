export interface WorldBridge {
  expose(key: string, api: unknown): void
}

interface Plain {
  readonly message: string
}
type Packed =
  | { readonly f: number }
  | { readonly p: number }
  | { readonly e: Plain }
  | { readonly a: readonly Packed[] }
  | { readonly o: readonly (readonly [string, Packed])[] }
  | { readonly v: unknown }
type Result = { readonly value: Packed } | { readonly error: Plain }

/**
 * `contextBridge` between the preload's world and the page's: synchronous CustomEvents, whose detail Chromium
 * clones from world to world. Its source text runs in both; the token is the page's secret and new at every
 * start.
 */
export function worldBridge(token: string, side: 'isolated' | 'main'): WorldBridge {
  const other = side === 'isolated' ? 'main' : 'isolated'
  const functions = new Map<number, (...args: unknown[]) => unknown>()
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let sequence = 0
  let returned: Result

  const on = (kind: string, listener: (detail: never) => void): void =>
    window.addEventListener(token + side + kind, (event) => {
      event.stopImmediatePropagation()
      listener((event as CustomEvent).detail as never)
    })
  const fire = (kind: string, detail: unknown): void =>
    void window.dispatchEvent(new CustomEvent(token + other + kind, { detail }))
  /** Of an error only the message crosses, as in Electron. */
  const plain = (error: unknown): Plain => ({
    message: error instanceof Error ? error.message : String(error),
  })
  const isPlainObject = (value: object): boolean =>
    [Object.prototype, null].includes(Object.getPrototypeOf(value))

  const pack = (value: unknown): Packed => {
    if (typeof value === 'function') {
      functions.set(++sequence, value as (...args: unknown[]) => unknown)
      return { f: sequence }
    }
    if (value instanceof Promise) {
      const id = ++sequence
      value.then(
        (result: unknown) => fire('settle', { id, result: { value: pack(result) } }),
        (error: unknown) => fire('settle', { id, result: { error: plain(error) } }),
      )
      return { p: id }
    }
    if (value instanceof Error) return { e: plain(value) }
    if (Array.isArray(value)) return { a: value.map(pack) }
    if (value !== null && typeof value === 'object' && isPlainObject(value)) {
      return { o: Object.entries(value).map(([key, item]) => [key, pack(item)] as const) }
    }
    return { v: value }
  }
  const unpack = (packed: Packed): unknown => {
    if ('f' in packed) return (...args: unknown[]) => call(packed.f, args)
    if ('p' in packed) return new Promise((resolve, reject) => promises.set(packed.p, { resolve, reject }))
    if ('e' in packed) return new Error(packed.e.message)
    if ('a' in packed) return packed.a.map(unpack)
    if ('o' in packed) return Object.fromEntries(packed.o.map(([key, item]) => [key, unpack(item)]))
    return packed.v
  }
  const call = (id: number, args: unknown[]): unknown => {
    fire('call', { id, args: args.map(pack) })
    if ('error' in returned) throw new Error(returned.error.message)
    return unpack(returned.value)
  }
  const freeze = (value: unknown): unknown => {
    if (value !== null && typeof value === 'object' && (Array.isArray(value) || isPlainObject(value))) {
      for (const item of Object.values(value)) freeze(item)
      Object.freeze(value)
    }
    return value
  }

  on('call', ({ id, args }: { id: number; args: Packed[] }) => {
    let result: Result
    try {
      result = { value: pack(functions.get(id)?.(...args.map(unpack))) }
    } catch (error) {
      result = { error: plain(error) }
    }
    fire('return', result)
  })
  on('return', (result: Result) => {
    returned = result
  })
  on('settle', ({ id, result }: { id: number; result: Result }) => {
    const promise = promises.get(id)
    promises.delete(id)
    if ('error' in result) promise?.reject(new Error(result.error.message))
    else promise?.resolve(unpack(result.value))
  })
  on('expose', ({ key, api }: { key: string; api: Packed }) => {
    Object.defineProperty(window, key, { value: freeze(unpack(api)), enumerable: true })
  })
  return { expose: (key, api) => fire('expose', { key, api: pack(api) }) }
}
