/** A newcomer with an invitation: asks to be admitted, and waits until somebody does. */
import type { InviteSeen, SessionView } from '../../../shared/api/session.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import { logged } from '../store/logbook.ts'
import { LocalStore } from '../store/database.ts'
import type { Joining } from '../store/rows.ts'
import { guardOf, type OwnDevice } from './device.ts'
import { JoinWatch, lookUpInvite, prepareJoin, sendRequest, type JoinNews } from './joining.ts'
import { checkSecret, withGuard } from './vault-record.ts'
import type { CommandOf } from '../../../shared/api/api.ts'

export const lookUp = async (device: OwnDevice, code: string): Promise<InviteSeen> => {
  const { offer } = await lookUpInvite(code, device.relay, device.ports)
  return { for: offer.for, organisation: offer.organisation, by: offer.by, roles: offer.roles }
}

export const join = async (
  device: OwnDevice,
  { code, person, organisation, secret }: CommandOf<'join'>,
): Promise<{ vaultRecord: string }> => {
  const { boot, ports } = device
  if (!boot || device.vaultRecord !== null) throw new RuggensteunError('not-allowed', { field: 'join' })
  checkSecret(secret, boot.keychain)
  const seen = await lookUpInvite(code, device.relay, ports)
  if ((seen.offer.for === 'organisation') !== (organisation !== null))
    throw new RuggensteunError('not-allowed', { field: 'organisation' })
  const joining = await prepareJoin(seen, device.relay, person, organisation, ports)
  const store = await device.freshStore(secret, null)
  await store.write([{ table: 'meta', key: 'joining', value: joining }])
  try {
    await sendRequest(joining, ports)
  } catch (error) {
    device.vaultRecord = null
    store.close()
    await LocalStore.destroy(device.profile, ports)
    throw error
  }
  device.store = store
  resumeJoining(device, joining)
  return { vaultRecord: device.vaultRecord! }
}

/** Goes on where a newcomer stood, also after a restart. */
export const resumeJoining = (device: OwnDevice, joining: Joining): void => {
  const show = ({ offer, words, refused }: Joining, problem: SessionView['error']): void =>
    device.show({
      state: 'joining',
      joining: {
        for: offer.for,
        organisation: offer.organisation,
        words: words ? [...words] : null,
        refused,
        problem,
      },
    })
  show(joining, null)
  device.watch = new JoinWatch(joining, device.ports, async (news, problem) => {
    show(news.joining, problem)
    await keepJoining(device, news)
  })
  device.watch.look()
}

const keepJoining = async (device: OwnDevice, { joining, identity }: JoinNews): Promise<void> => {
  const { store } = device
  if (!store) return
  if (!identity) return store.write([{ table: 'meta', key: 'joining', value: joining }])
  device.stopJoining()
  await store.write([
    { table: 'meta', key: 'identity', value: identity },
    { table: 'meta', key: 'joining', value: undefined },
    logged(device.ports, 'enrolled'),
  ])
  device.keepVault(withGuard(device.vaultRecord!, guardOf(identity)))
  await device.host.open(await device.openStore(store, identity), [])
}
