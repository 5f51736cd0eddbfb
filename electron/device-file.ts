import { open } from 'node:fs/promises'
import { errorCode, Fault } from './faults.ts'

const LIMIT_BYTES = 1024 * 1024

/** The sealed file an administrator handed out. Opaque here: the engine opens it. */
export async function readDeviceFile(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r')
    try {
      const bytes = Buffer.alloc(LIMIT_BYTES + 1)
      const length = await fill(bytes, (offset) => file.read(bytes, offset, bytes.length - offset))
      if (length > LIMIT_BYTES)
        throw new Fault('device-file-too-large', 'a device file is at most 1 MiB; this is another file')
      return new Uint8Array(bytes.subarray(0, length))
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault('device-file-unreadable', `the device file cannot be read (${errorCode(error)})`, {
      cause: error,
    })
  }
}

/** Reads until the end or until the buffer is full, whatever size the file claimed to have. */
async function fill(
  bytes: Buffer,
  read: (offset: number) => Promise<{ bytesRead: number }>,
): Promise<number> {
  let length = 0
  while (length < bytes.length) {
    const { bytesRead } = await read(length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return length
}
