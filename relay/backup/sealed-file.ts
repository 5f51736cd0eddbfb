/**
 * A large file sealed under a passphrase, a frame at a time, so that it never stands in memory whole. First
 * line: JSON with the data key under Argon2id. Then frames: 4 bytes length, XChaCha20-Poly1305 over at most 1
 * MiB, bound to its number and to whether it is the last one, so that a cut or shuffled file is noticed.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createGunzip, createGzip } from 'node:zlib'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import {
  open,
  openWithPassphrase,
  PassphraseSealed,
  seal,
  sealWithPassphrase,
  systemRandom,
} from '../../shared/crypto/seal.ts'
import { concat, uint32 } from '../../shared/encoding.ts'

const FRAME_BYTES = 1024 * 1024
const MAX_HEADER_BYTES = 4096
const PURPOSE = 'ruggensteun/backup/1'
const Header = z.object({ format: z.literal('ruggensteun-backup/1'), box: PassphraseSealed })

const boundTo = (index: number, isLast: boolean): Uint8Array =>
  concat(uint32(index), new Uint8Array([isLast ? 1 : 0]))

async function* sealedFrames(source: AsyncIterable<Buffer>, key: Uint8Array): AsyncGenerator<Buffer> {
  let index = 0
  let held = Buffer.alloc(0)
  const frame = (plain: Uint8Array, isLast: boolean): Buffer => {
    const sealed = seal(key, plain, boundTo(index++, isLast), systemRandom)
    return Buffer.concat([uint32(sealed.length), sealed])
  }
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk])
    for (; held.length > FRAME_BYTES; held = held.subarray(FRAME_BYTES))
      yield frame(held.subarray(0, FRAME_BYTES), false)
  }
  yield frame(held, true)
}

/** Writes one JSON value a line. The file is on disk when this resolves, for this user only. */
export const writeSealedLines = async (
  file: string,
  lines: AsyncIterable<unknown>,
  passphrase: string,
): Promise<void> => {
  const key = systemRandom(32)
  const header = `${JSON.stringify({ format: 'ruggensteun-backup/1', box: await sealWithPassphrase(passphrase, key, PURPOSE, systemRandom) })}\n`
  const text = async function* (): AsyncGenerator<string> {
    for await (const line of lines) yield `${JSON.stringify(line)}\n`
  }
  const zip = createGzip()
  const out = createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true })
  out.write(header)
  await Promise.all([
    pipeline(Readable.from(text()), zip),
    pipeline(Readable.from(sealedFrames(zip as AsyncIterable<Buffer>, key)), out),
  ])
  if (!out.closed) await once(out, 'close')
}

async function* openedFrames(file: string, from: number, key: Uint8Array): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0)
  let index = 0
  let ended = false
  for await (const chunk of createReadStream(file, { start: from }) as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, chunk])
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
      const sealed = held.subarray(4, 4 + held.readUInt32BE(0))
      held = held.subarray(4 + sealed.length)
      const last = open(key, sealed, boundTo(index, true))
      const plain = last ?? open(key, sealed, boundTo(index, false))
      if (!plain || ended) throw new Error(`${file} is damaged at frame ${index}. Nothing was restored.`)
      ended = last !== null
      index += 1
      yield Buffer.from(plain)
    }
    if (held.length > FRAME_BYTES * 2)
      throw new Error(`${file} is damaged at frame ${index}. Nothing was restored.`)
  }
  if (!ended || held.length > 0) throw new Error(`${file} ends too early. Nothing was restored.`)
}

/**
 * The values of the lines. Throws with the file's name for a wrong passphrase, a damaged, cut or foreign
 * file.
 */
export async function* readSealedLines(file: string, passphrase: string): AsyncGenerator<unknown> {
  const handle = await openFile(file, 'r')
  const start = Buffer.alloc(MAX_HEADER_BYTES)
  const { bytesRead } = await handle.read(start, 0, MAX_HEADER_BYTES, 0)
  await handle.close()
  const end = start.subarray(0, bytesRead).indexOf('\n')
  const header = ((): z.infer<typeof Header> => {
    try {
      return Header.parse(JSON.parse(start.subarray(0, end).toString('utf8')))
    } catch (cause) {
      throw new Error(`${file} is no backup of a relay.`, { cause })
    }
  })()
  const key = await openWithPassphrase(passphrase, header.box, PURPOSE)
  if (!key) throw new Error(`the passphrase does not open ${file}. Nothing was restored.`)
  const zip = createGunzip()
  let failure: unknown = null
  const fed = pipeline(Readable.from(openedFrames(file, end + 1, key)), zip).catch((error: unknown) => {
    failure = error
  })
  try {
    for await (const line of createInterface({ input: zip, crlfDelay: Infinity })) yield JSON.parse(line)
  } catch (error) {
    throw failure ?? error
  }
  await fed
  if (failure) throw failure
}
