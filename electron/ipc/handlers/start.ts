import type { Servers } from '../../../shared/bridge.ts'
import type { CommandLine } from '../../command-line.ts'
import { readDeviceFile } from '../../device-file.ts'
import type { Vault } from '../../secrets/vault.ts'
import type { Disposable } from '../../settings/disposable.ts'
import { answering, Nothing, type Handlers } from '../answering.ts'

export interface StartParts {
  readonly line: CommandLine
  readonly vault: Vault
  readonly servers: Disposable<Servers | null>
  readonly version: string
}

/**
 * A device file counts only while there is no vault: afterwards this machine is enrolled, and it stays what
 * it is.
 */
export function startHandlers({
  line,
  vault,
  servers,
  version,
}: StartParts): Pick<Handlers, 'start' | 'readDeviceFile'> {
  const waiting = async (): Promise<string | null> => {
    if (line.deviceFile === null || (await vault.exists())) return null
    return line.deviceFile
  }
  return {
    start: answering(Nothing, async () => ({
      profile: line.profile,
      demo: line.demo,
      deviceFileWaiting: (await waiting()) !== null,
      servers: servers.read(),
      version,
    })),
    readDeviceFile: answering(Nothing, async () => {
      const path = await waiting()
      return path === null ? null : readDeviceFile(path)
    }),
  }
}
