// electron-builder's afterPack: which powers the packed binary loses for good (ARCHITECTURE.md, "The desktop
// shell").
import { join } from 'node:path'
import { flipFuses, FuseV1Options as Fuse, FuseVersion } from '@electron/fuses'

/** @type {Readonly<Record<keyof typeof Fuse, boolean>>} */
export const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
}

/**
 * Not `context.packager.addElectronFuses`: electron-builder brings an older @electron/fuses that knows eight.
 */
export default async function setFuses({ appOutDir, electronPlatformName: platform, packager }) {
  const isMac = platform === 'darwin' || platform === 'mas'
  const name = platform === 'linux' ? packager.executableName : packager.appInfo.productFilename
  const wire = Object.fromEntries(Object.entries(FUSES).map(([fuse, value]) => [Fuse[fuse], value]))
  await flipFuses(join(appOutDir, `${name}${isMac ? '.app' : platform === 'win32' ? '.exe' : ''}`), {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: isMac, // flipping breaks the ad-hoc signature; ours comes after this
    strictlyRequireAllFuses: true, // a fuse that a newer Electron brings stops the packaging until somebody decides
    ...wire,
  })
}
