/** What a file is, by its bytes and not by its name; what cannot be read is named, with how to mend it. */
import { RuggensteunError } from '../../../shared/errors.ts'

export type FileFormat = 'csv' | 'xlsx' | 'edexml'
export const MAX_FILE_BYTES = 100 * 1024 * 1024
const HEAD_BYTES = 4096

const startsWith = (head: Uint8Array, ...bytes: number[]): boolean =>
  bytes.every((byte, i) => head[i] === byte)

/**
 * Throws file-empty or file-too-large from the size alone, before a byte is read; file-old-excel,
 * file-password or file-other-kind from the first bytes.
 */
export const fileKind = async (file: Blob): Promise<FileFormat> => {
  if (file.size === 0) throw new RuggensteunError('file-empty')
  if (file.size > MAX_FILE_BYTES)
    throw new RuggensteunError('file-too-large', {
      megabytes: Math.ceil(file.size / 1024 / 1024),
      limit: MAX_FILE_BYTES / 1024 / 1024,
    })
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  const other = (what: string): RuggensteunError => new RuggensteunError('file-other-kind', { what })
  if (startsWith(head, 0x50, 0x4b)) return 'xlsx'
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0))
    throw (await isEncryptedOffice(file))
      ? new RuggensteunError('file-password')
      : new RuggensteunError('file-old-excel')
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46)) throw other('PDF')
  if (
    startsWith(head, 0x89, 0x50, 0x4e, 0x47) ||
    startsWith(head, 0xff, 0xd8, 0xff) ||
    startsWith(head, 0x47, 0x49, 0x46)
  )
    throw other('PNG/JPEG')
  if (startsWith(head, 0x7b, 0x5c, 0x72, 0x74, 0x66)) throw other('RTF')
  const text = new TextDecoder(
    head[1] === 0 || startsWith(head, 0xff, 0xfe)
      ? 'utf-16le'
      : startsWith(head, 0xfe, 0xff)
        ? 'utf-16be'
        : 'utf-8',
  )
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart()
    .toLowerCase()
  if (text.startsWith('<!doctype html') || text.startsWith('<html') || text.startsWith('<table'))
    throw other('HTML')
  return /^<[?!a-z]/.test(text) ? 'edexml' : 'csv'
}

/** An encrypted XLSX is an OLE file with a stream of this name in its directory, written in UTF-16. */
const isEncryptedOffice = async (file: Blob): Promise<boolean> => {
  const bytes = new TextDecoder('latin1').decode(await file.slice(0, 1024 * 1024).arrayBuffer())
  return bytes.includes([...'EncryptedPackage'].join('\u0000'))
}
