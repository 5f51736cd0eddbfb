/**
 * Just enough of ZIP (PKWARE APPNOTE 6.3) to take parts out of a spreadsheet: the central directory, then
 * each part through the platform's own inflate, watched while it grows. Nothing is trusted that the file says
 * of its own size.
 */
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Breathe } from '../core/time-slices.ts'

export interface ZipPart {
  readonly name: string
  readonly compressed: number
  readonly method: number
  readonly at: number
}

const MAX_PARTS = 2_000
const MAX_TOTAL_BYTES = 400 * 1024 * 1024
/** XML of a real sheet shrinks to a tenth or a twentieth; what grows more than this was made to. */
const MAX_RATIO = 200
const RATIO_COUNTS_FROM = 4 * 1024 * 1024
const END = 0x06054b50
const END_BYTES = 22
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const FAR = 0xffffffff
const ENCRYPTED = 1
/** Characters handed on at once: a few milliseconds of XML. */
const PIECE = 16 * 1024

const broken = (cause?: unknown): RuggensteunError => new RuggensteunError('file-broken', {}, { cause })
const unsafe = (): RuggensteunError => new RuggensteunError('file-unsafe')
const viewOf = async (file: Blob, from: number, to: number): Promise<DataView> =>
  new DataView(await file.slice(Math.max(0, from), to).arrayBuffer())

/** Sizes and places beyond four gigabytes, or written as if they were (extra field 1). */
const farValue = (extra: DataView, wanted: number): number => {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true))
    if (extra.getUint16(at, true) === 1 && at + 4 + (wanted + 1) * 8 <= extra.byteLength)
      return Number(extra.getBigUint64(at + 4 + wanted * 8, true))
  throw broken()
}

/** The parts of a zip file. Throws file-broken, file-password (encrypted parts) or file-unsafe (too many). */
export const readParts = async (file: Blob): Promise<ZipPart[]> => {
  const tail = await viewOf(file, file.size - 65_557, file.size)
  let end = tail.byteLength - END_BYTES
  while (end >= 0 && tail.getUint32(end, true) !== END) end -= 1
  if (end < 0) throw broken()
  const count = tail.getUint16(end + 10, true)
  if (count > MAX_PARTS) throw unsafe()
  const from = tail.getUint32(end + 16, true)
  const directory = await viewOf(file, from, from + tail.getUint32(end + 12, true))
  const parts: ZipPart[] = []
  for (let at = 0, i = 0; i < count; i++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== ENTRY) throw broken()
    const [nameLength, extraLength, commentLength] = [
      directory.getUint16(at + 28, true),
      directory.getUint16(at + 30, true),
      directory.getUint16(at + 32, true),
    ]
    if (at + 46 + nameLength + extraLength > directory.byteLength) throw broken()
    if (directory.getUint16(at + 8, true) & ENCRYPTED) throw new RuggensteunError('file-password')
    const name = new TextDecoder().decode(
      new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameLength),
    )
    const extra = new DataView(directory.buffer, directory.byteOffset + at + 46 + nameLength, extraLength)
    const sizes = [
      directory.getUint32(at + 24, true),
      directory.getUint32(at + 20, true),
      directory.getUint32(at + 42, true),
    ]
    const far = (index: number): number =>
      sizes[index] === FAR
        ? farValue(extra, sizes.slice(0, index).filter((size) => size === FAR).length)
        : sizes[index]!
    parts.push({ name, method: directory.getUint16(at + 10, true), compressed: far(1), at: far(2) })
    at += 46 + nameLength + extraLength + commentLength
  }
  return parts
}

/** Counts what all parts of one file grow to together. */
export class ZipReader {
  readonly #file: Blob
  readonly parts: ReadonlyMap<string, ZipPart>
  #total = 0

  private constructor(file: Blob, parts: readonly ZipPart[]) {
    this.#file = file
    this.parts = new Map(parts.map((part) => [part.name, part]))
  }

  static async open(file: Blob): Promise<ZipReader> {
    return new ZipReader(file, await readParts(file))
  }

  /**
   * Hands on the text of a part piece by piece; `write` returning true stops it. Throws file-broken or
   * file-unsafe.
   */
  async readText(name: string, write: (text: string) => boolean | void, breathe: Breathe): Promise<void> {
    const part = this.parts.get(name)
    if (!part) throw broken()
    const head = await viewOf(this.#file, part.at, part.at + 30)
    if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL || (part.method !== 0 && part.method !== 8))
      throw broken()
    const from = part.at + 30 + head.getUint16(26, true) + head.getUint16(28, true)
    const raw = this.#file.slice(from, from + part.compressed).stream()
    const reader = (
      part.method === 8 ? raw.pipeThrough(new DecompressionStream('deflate-raw')) : raw
    ).getReader()
    const decoder = new TextDecoder()
    /** True where `write` has enough. */
    const handOn = async (text: string): Promise<boolean> => {
      for (let at = 0; at < text.length; at += PIECE) {
        if (write(text.slice(at, at + PIECE))) return true
        await breathe()
      }
      return false
    }
    try {
      for (let grown = 0; ;) {
        const { done, value } = await reader.read().catch((cause: unknown) => {
          throw broken(cause)
        })
        if (done) break
        grown += value.length
        this.#total += value.length
        if (
          this.#total > MAX_TOTAL_BYTES ||
          (grown > RATIO_COUNTS_FROM && grown > part.compressed * MAX_RATIO)
        )
          throw unsafe()
        if (await handOn(decoder.decode(value, { stream: true }))) return
      }
      write(decoder.decode())
    } finally {
      await reader.cancel().catch(() => {})
    }
  }
}
