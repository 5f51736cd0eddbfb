/** Signed notes of a holder's own tree (shared/log/note.ts). */
import { checkpointText, logOrigin, signNote, writeNote, type NamedKey } from '../../shared/log/note.ts'
import type { Holder } from '../../shared/crypto/oprf.ts'
import { fromBase64url } from '../../shared/encoding.ts'
import type { TreeReader } from './tree.ts'

export class Checkpoints {
  readonly #tree: TreeReader
  readonly #signer: NamedKey
  readonly #key: CryptoKey
  #last: { readonly size: number; readonly note: string } | null = null

  /** `publicKey` in base64url. */
  constructor(tree: TreeReader, holder: Holder, logId: string, publicKey: string, key: CryptoKey) {
    this.#tree = tree
    this.#signer = { name: logOrigin(holder, logId), publicKey: fromBase64url(publicKey) }
    this.#key = key
  }

  /** Of the tree as it is committed now; the same note as long as it does not grow. */
  async note(): Promise<string> {
    const edge = await this.#tree.head()
    if (this.#last?.size === edge.size) return this.#last.note
    const text = checkpointText({ origin: this.#signer.name, size: edge.size, root: edge.root() })
    const note = writeNote({ text, signatures: [await signNote(text, this.#signer, this.#key)] })
    this.#last = { size: edge.size, note }
    return note
  }
}
