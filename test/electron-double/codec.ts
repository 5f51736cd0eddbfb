/** A subset of structured clone over JSON. Self-contained: its source text also runs inside the page. */
export interface Codec {
  enc(value: unknown): unknown
  dec(json: unknown): unknown
}

type Json = { readonly $: string; readonly v: never; readonly c: string }

export function makeCodec(): Codec {
  const refuse = (): never => {
    throw new Error('An object could not be cloned.') // Electron's own words
  }
  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1)
  const base64 = (bytes: Uint8Array): string => {
    let text = ''
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
    return btoa(text)
  }
  const encNumber = (value: number): unknown => {
    if (Object.is(value, -0)) return { $: 'number', v: '-0' }
    return Number.isFinite(value) ? value : { $: 'number', v: String(value) }
  }
  const encObject = (value: object): unknown => {
    if (Array.isArray(value)) return { $: 'array', v: value.map(enc) }
    if (ArrayBuffer.isView(value)) {
      return {
        $: 'bytes',
        c: tagOf(value),
        v: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
      }
    }
    if (value instanceof ArrayBuffer)
      return { $: 'bytes', c: 'ArrayBuffer', v: base64(new Uint8Array(value)) }
    if (value instanceof Date) return { $: 'date', v: value.getTime() }
    if (value instanceof Map) return { $: 'map', v: [...value].map((entry) => entry.map(enc)) }
    if (value instanceof Set) return { $: 'set', v: [...value].map(enc) }
    if (value instanceof Error) return { $: 'error', v: [value.name, value.message] }
    if (['Promise', 'WeakMap', 'WeakSet'].includes(tagOf(value))) return refuse()
    // prototypes, getters and symbols are dropped, as Electron does
    return { $: 'object', v: Object.entries(value).map(([key, item]) => [key, enc(item)]) }
  }
  const enc = (value: unknown): unknown => {
    if (typeof value === 'number') return encNumber(value)
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) }
    if (value === undefined) return { $: 'undefined' }
    if (typeof value === 'function' || typeof value === 'symbol') return refuse()
    return typeof value === 'object' && value !== null ? encObject(value) : value
  }
  const decoders: Record<string, (json: Json) => unknown> = {
    undefined: () => undefined,
    number: ({ v }) => Number(v),
    bigint: ({ v }) => BigInt(v),
    array: ({ v }) => (v as unknown[]).map(dec),
    date: ({ v }) => new Date(v),
    map: ({ v }) => new Map((v as [unknown, unknown][]).map(([key, item]) => [dec(key), dec(item)])),
    set: ({ v }) => new Set((v as unknown[]).map(dec)),
    error: ({ v }) => Object.assign(new Error(v[1]), { name: v[0] }),
    object: ({ v }) => Object.fromEntries((v as [string, unknown][]).map(([key, item]) => [key, dec(item)])),
    bytes: ({ c, v }) => {
      const { buffer } = Uint8Array.from(atob(v), (char) => char.charCodeAt(0))
      const View = (globalThis as unknown as Record<string, new (from: ArrayBuffer) => unknown>)[c]
      return c === 'ArrayBuffer' || View === undefined ? buffer : new View(buffer)
    },
  }
  const dec = (json: unknown): unknown => {
    if (json === null || typeof json !== 'object') return json
    return decoders[(json as Json).$]?.(json as Json)
  }
  return { enc, dec }
}
