/**
 * A device file: a fresh installation becomes an admitted device, or takes over from the device that made it.
 */
import type { EnrolResult } from '../../../shared/api/session.ts'
import { openDeviceFile } from '../../../shared/device-file.ts'
import { AreaList } from '../../../shared/domain/areas.ts'
import { utf8 } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { keepAreas, readAreaFile } from '../commands/neighbourhoods/areas.ts'
import { importAtOnce } from '../commands/caseload/caseload.ts'
import { useIdentity } from '../crypto/identity.ts'
import { logged } from '../store/logbook.ts'
import type { Moving } from '../store/rows.ts'
import { guardOf, type OwnDevice } from './device.ts'
import { movedRows, prepareMove, publishMove } from './move.ts'
import type { CommandOf } from '../../../shared/api/api.ts'

/** Nothing is written where the file or the passphrase is wrong. */
export const enrol = async (
  device: OwnDevice,
  { file, passphrase }: CommandOf<'enrol'>,
): Promise<EnrolResult> => {
  const { boot, ports } = device
  if (!boot || device.vaultRecord !== null) throw new RuggensteunError('not-allowed', { field: 'enrol' })
  const content = await openDeviceFile(file, passphrase)
  const moving = content.rows ? await prepareMove(content, new Date(ports.clock.now()), ports) : null
  const identity = moving?.identity ?? content.identity
  await useIdentity(identity)
  // If the device has a keychain, the passphrase of the file guards the file only.
  device.store = await device.freshStore(
    boot.keychain ? null : { kind: 'passphrase', value: passphrase },
    guardOf(identity),
  )
  if (moving) {
    await device.store.write([...movedRows(content), { table: 'meta', key: 'moving', value: moving }])
    return { vaultRecord: device.vaultRecord!, servers: identity.servers, moving: true }
  }
  await device.store.write([{ table: 'meta', key: 'identity', value: identity }, logged(ports, 'enrolled')])
  const state = await device.openStore(device.store, identity)
  if (content.caseload)
    await importAtOnce(device.host.caseloadParts(state), content.caseload.name, utf8(content.caseload.text))
  if (content.areas) {
    const { areas } = await readAreaFile(new Blob([content.areas.text]))
    await keepAreas(state, AreaList.parse({ year: content.areas.year, areas }), ports)
  }
  await device.host.open(state, [])
  return { vaultRecord: device.vaultRecord!, servers: identity.servers, moving: false }
}

/** The old device is revoked; only then this one is what it was. Safe to repeat. */
export const finishMove = async (device: OwnDevice): Promise<void> => {
  const { store, ports } = device
  const moving = (await store?.load('meta'))?.rows.get('moving') as Moving | undefined
  if (!store || !moving) throw new RuggensteunError('not-allowed', { field: 'move' })
  await publishMove(moving, ports)
  await store.write([
    { table: 'meta', key: 'identity', value: moving.identity },
    { table: 'meta', key: 'moving', value: undefined },
    logged(ports, 'moved'),
  ])
  await device.host.open(await device.openStore(store, moving.identity), [])
}
