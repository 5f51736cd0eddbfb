/**
 * Bytes of a text file to text: UTF-8 with or without its mark, UTF-16 in both orders, Windows-1252, and the
 * two mixed.
 */
import { RuggensteunError } from '../../../shared/errors.ts'
import type { Breathe } from '../core/time-slices.ts'

export interface DecodedText {
  readonly text: string
  readonly encoding: string
  /** First line (from 1) that is written in another encoding than most, where there is one. */
  readonly mixedAt: number | null
}

const PIECE = 256 * 1024
/** Control characters are exactly what tells a binary file from text. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000e-\u001f]/
const SNIFFED = 64 * 1024

/** UTF-16 by its mark, or because every other byte of the beginning is zero. */
const utf16Of = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 512)
  const zeros = [0, 0]
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]! += 1
  })
  const half = head.length / 2
  if (half >= 4 && zeros[1]! > half * 0.6 && zeros[0]! < half * 0.1) return 'utf-16le'
  return half >= 4 && zeros[0]! > half * 0.6 && zeros[1]! < half * 0.1 ? 'utf-16be' : null
}

/** Null where these bytes are not written in `encoding`. */
const decodeAll = async (bytes: Uint8Array, encoding: string, breathe: Breathe): Promise<string | null> => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let text = ''
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      text += decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })
      await breathe()
    }
    return text + decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const tryUtf8 = (line: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(line)
  } catch {
    return null
  }
}

/** Not valid UTF-8 as a whole: line by line, each in the encoding that fits it. */
const decodeLines = async (bytes: Uint8Array, breathe: Breathe): Promise<DecodedText> => {
  const latin = new TextDecoder('windows-1252')
  const parts: string[] = []
  const first: { utf8: number | null; latin: number | null } = { utf8: null, latin: null }
  const counts = { utf8: 0, latin: 0 }
  for (let at = 0, line = 1; at < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, at)
    const piece = bytes.subarray(at, end === -1 ? bytes.length : end + 1)
    at += piece.length
    if (line % 500 === 0) await breathe()
    const utf8 = piece.some((byte) => byte >= 0x80) ? tryUtf8(piece) : null
    const plain = utf8 ?? latin.decode(piece)
    parts.push(plain)
    if (utf8 === null && !piece.some((byte) => byte >= 0x80)) continue
    const kind = utf8 === null ? 'latin' : 'utf8'
    counts[kind] += 1
    first[kind] ??= line
  }
  return {
    text: parts.join('').replace(/^\uFEFF/, ''),
    encoding: 'windows-1252',
    mixedAt: counts.utf8 === 0 ? null : counts.latin > counts.utf8 ? first.utf8 : first.latin,
  }
}

/** Throws file-encoding for bytes that are no text at all. */
export const decodeText = async (bytes: Uint8Array, breathe: Breathe): Promise<DecodedText> => {
  const utf16 = utf16Of(bytes)
  const encoding = utf16 ?? 'utf-8'
  const whole = await decodeAll(bytes, encoding, breathe)
  if (whole === null && utf16) throw new RuggensteunError('file-encoding')
  const decoded =
    whole === null ? await decodeLines(bytes, breathe) : { text: whole, encoding, mixedAt: null }
  if (CONTROLS.test(decoded.text.slice(0, SNIFFED))) throw new RuggensteunError('file-encoding')
  return decoded
}
