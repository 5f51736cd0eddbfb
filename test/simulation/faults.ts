/** What goes wrong in a world, when, and for how long; each kind may be absent from a world. */
import type { Chance } from './chance.ts'
import type { Device } from './device.ts'
import { RELAY_HOST, TRUSTEE_HOST } from './people.ts'
import type { Network, Partition, Weather } from './network.ts'
import type { Scheduler } from './scheduler.ts'
import type { ServerProcess } from './servers.ts'

export const FAULTS = [
  'weather',
  'partition',
  'device-stops',
  'server-stops',
  'full-disk',
  'sleep',
  'clock',
  'database',
  'relay-disk-full',
] as const
export type Fault = (typeof FAULTS)[number]

const HOUR_MS = 3_600_000
const RESTART_MS = [500, 30_000] as const
const LASTS_MS = [3_000, 60_000] as const

const storm = (chance: Chance): Weather => ({
  latencyMs: chance.pick([5, 30, 150, 800]),
  slow: chance.pick([0, 0.02, 0.1]),
  lostRequest: chance.pick([0, 0.02, 0.15]),
  lostAnswer: chance.pick([0, 0.05, 0.2]),
  twice: chance.pick([0, 0.1, 0.4]),
  cutSocket: chance.pick([0, 0.05]),
  frozenSocket: chance.pick([0, 0.05]),
})

export interface Faulty {
  readonly scheduler: Scheduler
  readonly chance: Chance
  readonly network: Network
  readonly devices: readonly Device[]
  readonly relays: readonly ServerProcess[]
  readonly trustee: ServerProcess
  readonly start: (server: ServerProcess) => void
}

export class Faults {
  readonly kinds: readonly Fault[]
  readonly #world: Faulty
  #over = false

  constructor(world: Faulty, kinds: readonly Fault[]) {
    this.#world = world
    this.kinds = kinds
    const { chance, scheduler, network, devices, relays, trustee } = world
    if (kinds.includes('weather')) network.weather = storm(chance)
    for (const device of devices)
      device.stopped = () => {
        if (!this.#over)
          scheduler.after(chance.between(...RESTART_MS), `${device.name}'s user`, 'switches it on', () =>
            device.boot(),
          )
      }
    for (const server of [...relays, trustee])
      server.stopped = () => {
        if (!this.#over)
          scheduler.after(chance.between(...RESTART_MS), 'operator', `starts ${server.name}`, () =>
            world.start(server),
          )
      }
  }

  /** One thing goes wrong now. */
  strike(): void {
    const { chance, scheduler, devices, relays, trustee, network } = this.#world
    if (this.kinds.length === 0) return
    const kind = chance.pick(this.kinds)
    const device = chance.pick(devices)
    const server = chance.pick([...relays, ...relays, trustee])
    const later = (undo: () => void): void => {
      scheduler.after(chance.between(...LASTS_MS), 'world', `${kind} is over`, undo)
    }
    switch (kind) {
      case 'weather':
        network.weather = storm(chance)
        break
      case 'partition': {
        const hosts = chance.pick([
          [RELAY_HOST],
          [TRUSTEE_HOST],
          [RELAY_HOST, TRUSTEE_HOST],
          [RELAY_HOST, TRUSTEE_HOST],
        ])
        const partition: Partition = { kind: chance.pick(['refused', 'silent', 'offline']) }
        const lines = chance
          .shuffled(devices)
          .slice(0, chance.between(1, devices.length))
          .flatMap(({ name }) => hosts.map((host) => `${name}|${host}`))
        for (const line of lines) network.cut.set(line, partition)
        later(() => {
          for (const line of lines) if (network.cut.get(line) === partition) network.cut.delete(line)
        })
        break
      }
      case 'device-stops':
        if (device.isOn) device.stopsAt = device.calls + chance.between(1, chance.pick([20, 200, 1000]))
        break
      case 'server-stops':
        if (server.isUp) server.stopsAt = server.queries + chance.between(1, chance.pick([5, 40]))
        break
      case 'full-disk':
        device.diskFull = true
        later(() => {
          device.diskFull = false
        })
        break
      case 'sleep':
        if (device.isOn && !device.asleep) device.sleep(chance.between(1, 40) * 30_000)
        break
      case 'clock': {
        const jump = chance.between(-72, 72) * HOUR_MS * chance.pick([0.1, 1, 3])
        device.skewMs += jump
        device.jumpedAhead ||= jump > 0
        break
      }
      case 'database': {
        const share = chance.pick([0.05, 0.5])
        server.fault = () => (chance.happens(share) ? '57P01' : null)
        later(() => {
          server.fault = () => null
        })
        break
      }
      case 'relay-disk-full': {
        for (const relay of relays)
          relay.fault = (what) => (what.startsWith('insert into events') ? '53100' : null)
        later(() => {
          for (const relay of relays) relay.fault = () => null
        })
        break
      }
    }
    scheduler.note(
      'world',
      `${kind}${['device-stops', 'full-disk', 'sleep', 'clock'].includes(kind) ? ` at ${device.name}` : ''}`,
    )
  }

  /** Nothing goes wrong from here on; what was broken works again. Clocks stay as they are. */
  end(): void {
    this.#over = true
    const { network, devices, relays, trustee, start } = this.#world
    network.weather = {
      ...network.weather,
      latencyMs: 20,
      slow: 0,
      lostRequest: 0,
      lostAnswer: 0,
      twice: 0,
      cutSocket: 0,
      frozenSocket: 0,
    }
    network.cut.clear()
    for (const device of devices) {
      device.diskFull = false
      device.stopsAt = Infinity
      device.stopped = () => {}
      if (!device.isOn) device.boot()
    }
    for (const server of [...relays, trustee]) {
      server.fault = () => null
      server.stopsAt = Infinity
      if (!server.isUp) start(server)
    }
  }
}
