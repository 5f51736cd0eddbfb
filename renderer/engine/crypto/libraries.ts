/**
 * The libraries of this engine: libsodium's WebAssembly where it can be loaded, and the audited JavaScript
 * where not, because a browser whose policy turns the just-in-time compiler off may have no WebAssembly. Nothing is
 * measured: WebAssembly is 4 to 13 times as fast (docs/decisions/0029).
 */
import { useAead, type Aead } from '../../../shared/crypto/aead.ts'
import { javascriptOprf, type Oprf } from '../../../shared/crypto/oprf.ts'
import { slotTags, type SlotTags } from '../../../shared/protocol/slot-tags.ts'

interface Libraries {
  readonly oprf: Oprf
  readonly slotTags: SlotTags
}

/** All of WebAssembly's parts come before one is used: where one is missing, JavaScript does everything. */
const loadWebassembly = async (): Promise<Libraries & { readonly aead: Aead }> => {
  const [{ webassemblyOprf }, { fastSlotTags }, { fastAead }] = await Promise.all([
    import('../../../shared/crypto/ristretto.ts'),
    import('../../../shared/crypto/fast-tags.ts'),
    import('../../../shared/crypto/fast-aead.ts'),
  ])
  return { oprf: webassemblyOprf, slotTags: fastSlotTags, aead: fastAead }
}

/** Everything that this process seals and opens goes by what was loaded. */
export const loadLibraries = async (load = loadWebassembly): Promise<Libraries> => {
  try {
    const fast = await load()
    useAead(fast.aead)
    return fast
  } catch {
    return { oprf: javascriptOprf, slotTags } // slower, and right
  }
}

let loaded: Promise<Libraries> | null = null
/** Loaded once, at the first call. */
export const libraries = (): Promise<Libraries> => (loaded ??= loadLibraries())
