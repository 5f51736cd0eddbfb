/** The configuration a key holder keeps in its data folder, readable by its own user only. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { generateSigningKey } from '../shared/crypto/signing.ts'
import { base64urlOf, fromBase64url, toBase64url } from '../shared/encoding.ts'
import { PublicKey } from '../shared/protocol/statements.ts'
import type { HolderName } from './oprf/epochs.ts'

/** `roots` may lack keys until the other body has told its own; serving needs all three. */
const Config = z.object({
  signingSeed: base64urlOf(32),
  publicKey: PublicKey,
  roots: z.object({ municipality: PublicKey.optional(), trustee: PublicKey.optional(), relay: PublicKey.optional() }),
})
export type Config = z.infer<typeof Config>

const fileOf = (dataDir: string, name: HolderName): string => join(dataDir, `${name}.json`)

/** Throws with the file's name where it is missing or damaged. */
export const readConfig = async (dataDir: string, name: HolderName): Promise<Config> => {
  const file = fileOf(dataDir, name)
  if (!existsSync(file)) throw new Error(`${file} is missing: run 'node relay/cli/${name}.ts init --data ${dataDir}' first`)
  const parsed = Config.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file} is damaged: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`)
  return parsed.data
}

/** Makes the signing key once, and adds the other bodies' public keys as they become known. */
export const initConfig = async (dataDir: string, name: HolderName, roots: Config['roots']): Promise<Config> => {
  await mkdir(dataDir, { recursive: true })
  const file = fileOf(dataDir, name)
  const made = async (): Promise<Config> => {
    const key = await generateSigningKey()
    return { signingSeed: toBase64url(key.seed), publicKey: toBase64url(key.publicKey), roots: {} }
  }
  const config = existsSync(file) ? await readConfig(dataDir, name) : await made()
  const given = Object.fromEntries(Object.entries(roots).filter(([, key]) => key !== undefined))
  const next: Config = { ...config, roots: { ...config.roots, ...given, [name]: config.publicKey } }
  await writeFile(file, `${JSON.stringify(Config.parse(next), null, 2)}\n`, { mode: 0o600 })
  return next
}

export const seedOf = (config: Config): Uint8Array => fromBase64url(config.signingSeed)

export const allRoots = (config: Config): { municipality: string; trustee: string; relay: string } => {
  const { municipality, trustee, relay } = config.roots
  if (!municipality || !trustee || !relay) throw new Error('the public keys of municipality, trustee and relay must all be known before serving: run init again with the missing ones')
  return { municipality, trustee, relay }
}
