/**
 * The ports of a data folder: free ones, chosen once, because addresses and device files name them; others if
 * taken since.
 */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { freePort } from '../../relay/store/embedded.ts'

export interface Ports {
  readonly relay: number
  readonly trustee: number
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((told) => {
    const server = createServer()
    server.once('error', () => told(false))
    server.listen(port, '127.0.0.1', () => server.close(() => told(true)))
  })

/** Throws where a port of this town is taken: another start is probably running. */
export const chosenPorts = async (dataDir: string): Promise<Ports> => {
  const file = join(dataDir, 'ports.json')
  if (!existsSync(file))
    await writeFile(file, JSON.stringify({ relay: await freePort(), trustee: await freePort() }))
  const ports = JSON.parse(await readFile(file, 'utf8')) as Ports
  for (const [name, port] of Object.entries(ports))
    if (!(await isFree(port as number)))
      throw new Error(
        `port ${port} of the ${name} is in use. Is Ruggensteun already running with this data folder? Stop it first, or use --data for a second town.`,
      )
  return ports
}
