import { dirname, basename, join, resolve } from 'node:path'
import { ProfileName } from '../shared/bridge.ts'

export interface CommandLine {
  readonly profile: string
  /** Where `--device-file=PATH` points; read later, and only while there is no vault. */
  readonly deviceFile: string | null
  readonly demo: boolean
  readonly userData: string | null
}

/**
 * A profile name that is not one falls back to `default`: it becomes part of a path and of a database name.
 */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const valueOf = (flag: string): string | undefined => {
    const prefix = `--${flag}=`
    return argv.findLast((argument) => argument.startsWith(prefix))?.slice(prefix.length)
  }
  const profile = ProfileName.safeParse(valueOf('profile'))
  const deviceFile = valueOf('device-file')
  const userData = valueOf('user-data-dir')
  return {
    profile: profile.success ? profile.data : 'default',
    deviceFile: deviceFile ? resolve(deviceFile) : null,
    demo: argv.includes('--demo'),
    userData: userData ? resolve(userData) : null,
  }
}

/**
 * Everything of one person (database, vault, settings, single-instance lock) lives in one folder, so that
 * several people can run side by side: an explicit folder wins, then one per profile beside the ordinary one.
 */
export function userDataFolder(line: CommandLine, ordinary: string): string {
  if (line.userData !== null) return line.userData
  if (line.profile === 'default') return ordinary
  return join(dirname(ordinary), `${basename(ordinary)}-${line.profile}`)
}
