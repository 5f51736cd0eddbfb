/**
 * Serves the harness of the screens (test/screens) for all workers of a Playwright run. It is built when it is
 * asked for first, so that a run without screens does not wait for it. Its address is RUGGENSTEUN_SCREENS.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build, preview } from 'vite'

const configFile = resolve(import.meta.dirname, '../screens/vite.config.ts')

export default async function serveHarness(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'ruggensteun-screens-'))
  const make = async () => {
    const inFolder = { configFile, build: { outDir: folder } }
    await build(inFolder)
    return preview(inFolder)
  }
  let served: ReturnType<typeof make> | null = null
  const server = createServer((_, response) => {
    served ??= make()
    served.then(
      ({ resolvedUrls }) => response.end(resolvedUrls!.local[0]),
      (error: Error) => response.writeHead(500).end(error.stack),
    )
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  process.env['RUGGENSTEUN_SCREENS'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return async () => {
    server.close()
    await (await served?.catch(() => null))?.close()
    await rm(folder, { recursive: true, force: true })
  }
}
