/** All targets, from one set of samples. */
import { makeExample } from '../fixtures/vectors/make-protocol-example.ts'
import { deviceTargets } from './device-targets.ts'
import { protocolTargets } from './protocol-targets.ts'
import { routeTargets, type Route } from './route-targets.ts'
import type { Target } from './target.ts'

export interface All {
  readonly targets: readonly Target[]
  readonly routes: readonly Route[]
  stop(): Promise<void>
}

export const allTargets = async (): Promise<All> => {
  const example = await makeExample()
  const devices = await deviceTargets(example)
  const servers = await routeTargets()
  return {
    targets: [...(await protocolTargets(example)), ...devices.targets, ...servers.targets],
    routes: servers.routes,
    stop: async () => {
      await servers.stop()
      await devices.stop()
    },
  }
}
