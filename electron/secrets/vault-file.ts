import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { errorCode, Fault } from '../faults.ts'
import { removeWhole, writeWhole } from './whole-file.ts'

/**
 * `sealed: true`: `record` is base64 of what the keychain made. Otherwise the engine wrapped it under a
 * passphrase.
 */
const VaultFile = z.object({
  version: z.literal(1),
  backend: z.string().max(64),
  sealed: z.boolean(),
  record: z.string().min(1).max(65_536),
})
export type VaultFile = z.infer<typeof VaultFile>

/** Null when there is none; a file that is there and cannot be understood is a fault, never "none". */
export async function readVaultFile(path: string): Promise<VaultFile | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw new Fault('vault-unreadable', `the vault file cannot be read (${errorCode(error)})`, {
      cause: error,
    })
  }
  const file = VaultFile.safeParse(parseJson(text))
  if (!file.success) throw new Fault('vault-unreadable', 'the vault file is damaged; it was left as it is')
  return file.data
}

/** True for a damaged file too: somebody's key lies there. */
export async function vaultFileExists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}

export const writeVaultFile = (path: string, file: VaultFile): Promise<void> =>
  writeWhole(path, JSON.stringify(file))
export const removeVaultFile = removeWhole

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
