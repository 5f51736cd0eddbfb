/** What may happen while the key of a device is being made from its secret. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import type { Ports } from '../../../renderer/engine/ports.ts'
import { OwnDevice, type Host } from '../../../renderer/engine/session/device.ts'
import { unlock } from '../../../renderer/engine/session/unlock.ts'
import { makeVaultRecord } from '../../../renderer/engine/session/vault-record.ts'
import { systemRandom } from '../../../shared/crypto/seal.ts'
import { cheapCosts } from '../../fixtures/cheap-argon2.ts'

const PASSPHRASE = 'een zin voor dit apparaat'

test('a device that is revoked while its key is made does not open, and offers nothing to build up again', async () => {
  const ports = {
    clock: { now: () => Date.parse('2026-11-30T12:00:00Z') },
    random: systemRandom,
    argon2: cheapCosts,
    monotonic: () => 0,
    indexedDB: new IDBFactory(),
    IDBKeyRange,
    post: () => {},
  } as unknown as Ports
  const host = { state: () => null, changed: () => {} } as unknown as Host
  const device = new OwnDevice(ports, host)
  const secret = { kind: 'passphrase', value: PASSPHRASE } as const
  const record = await makeVaultRecord(systemRandom(32), secret, null, ports)
  device.boot = {
    kind: 'boot',
    profile: 'revoked',
    servers: null,
    keychain: false,
    vaultRecord: record,
    rescue: 'a copy of before',
  }
  device.vaultRecord = record
  device.show({ state: 'locked' })
  const unlocking = unlock(device, { kind: 'unlock', passphrase: PASSPHRASE })
  device.show({ state: 'revoked' })
  device.keepRescue(null)
  await expect(unlocking).rejects.toMatchObject({ code: 'device-revoked' })
  expect([device.view.state, device.store, device.lost]).toEqual(['revoked', null, null])
})
