/**
 * Which library makes tokens here. libsodium's WebAssembly is several times faster; where it cannot be
 * loaded, or is slower on this machine, the audited JavaScript library does the same. Measured once per
 * start, on a few blinds.
 */
import { useAead, type Aead } from '../../../shared/crypto/aead.ts'
import { useHash, type Hasher } from '../../../shared/crypto/hash.ts'
import { javascriptOprf, type Oprf } from '../../../shared/crypto/oprf.ts'
import { utf8 } from '../../../shared/encoding.ts'
import { slotTag, type SlotTag } from '../../../shared/protocol/envelope.ts'

const SAMPLE = Array.from({ length: 8 }, (_, i) => utf8(`measure ${i}`))

/**
 * The fastest of a few: the first calls of both are compiled on the way, WebAssembly's for tens of
 * milliseconds.
 */
const millisecondsOf = (oprf: Oprf, now: () => number): number =>
  Math.min(
    ...SAMPLE.map((input) => {
      const started = now()
      oprf.blind([input])
      return now() - started
    }),
  )

/** `load` gives the WebAssembly path or rejects; `now` in milliseconds, monotonic. */
export const fasterOprf = async (now: () => number, load: () => Promise<Oprf>): Promise<Oprf> => {
  try {
    const webassembly = await load()
    return millisecondsOf(webassembly, now) <= millisecondsOf(javascriptOprf, now)
      ? webassembly
      : javascriptOprf
  } catch {
    return javascriptOprf // the page's policy, an old machine: slower, and right
  }
}

interface Libraries {
  readonly oprf: Oprf
  readonly slotTag: SlotTag
}

/** All of WebAssembly's parts come before one is used: where one is missing, JavaScript does everything. */
const loadWebassembly = async (): Promise<Libraries & { readonly aead: Aead; readonly hash: Hasher }> => {
  const [{ webassemblyOprf }, { fastSlotTag }, { fastAead }, { fastHash }] = await Promise.all([
    import('../../../shared/crypto/ristretto.ts'),
    import('../../../shared/crypto/fast-tags.ts'),
    import('../../../shared/crypto/fast-aead.ts'),
    import('../../../shared/crypto/fast-hash.ts'),
  ])
  return { oprf: webassemblyOprf, slotTag: fastSlotTag, aead: fastAead, hash: fastHash }
}

let chosen: Promise<Libraries> | null = null
/** Where WebAssembly was chosen it seals, opens and hashes as well. */
const choose = (now: () => number): Promise<Libraries> =>
  (chosen ??= (async () => {
    const fast = await loadWebassembly().catch(() => null)
    const oprf = fast ? await fasterOprf(now, () => Promise.resolve(fast.oprf)) : javascriptOprf
    if (!fast || oprf !== fast.oprf) return { oprf, slotTag }
    useAead(fast.aead)
    useHash(fast.hash)
    return fast
  })())

export const chooseOprf = async (now: () => number): Promise<Oprf> => (await choose(now)).oprf
/** Slot tags with the library that was chosen. */
export const chooseSlotTag = async (now: () => number): Promise<SlotTag> => (await choose(now)).slotTag
