import { Servers } from '../../../shared/bridge.ts'
import type { Disposable } from '../../settings/disposable.ts'
import { answering, type Handlers } from '../answering.ts'

/** @param reload loads the page and its worker again, which then get a policy that names the new servers. */
export function serversHandlers(
  servers: Disposable<Servers | null>,
  reload: () => void,
): Pick<Handlers, 'useServers'> {
  return {
    useServers: answering(Servers, (next) => {
      const now = servers.read()
      if (now?.relay === next.relay && now.trustee === next.trustee) return
      servers.write(next)
      setImmediate(reload) // after the answer has left
    }),
  }
}
