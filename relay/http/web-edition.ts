/**
 * The web edition: the same renderer, served with the same policy, where the municipality allows it.
 * `demoDir` exists for the fictional town only: it hands out the sealed device files of people who do not
 * exist.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { ProfileName } from '../../shared/bridge.ts'
import { contentSecurityPolicy } from '../../shared/csp.ts'
import { Refusal } from '../errors.ts'

export interface WebEdition {
  readonly webDir: string
  readonly demoDir: string | null
  readonly trusteeUrl: string
  readonly version: string
}

const ALLOWED = ['/', '/*', '/start.json', '/demo/:file']
export const WEB_ROUTES: readonly string[] = ALLOWED

export const registerWebEdition = async (
  server: FastifyInstance,
  web: WebEdition,
  ownUrl: () => string,
): Promise<void> => {
  const servers = (): { relay: string; trustee: string } => ({ relay: ownUrl(), trustee: web.trusteeUrl })
  server.addHook('onSend', async (request, reply) => {
    if (!ALLOWED.includes(request.routeOptions.url ?? '')) return
    const part = /worker[^/]*\.js$/.test(request.url.split('?')[0] ?? '') ? 'worker' : 'page'
    void reply
      .header('content-security-policy', contentSecurityPolicy({ servers: servers(), part }))
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cross-origin-opener-policy', 'same-origin')
  })
  const profileOf = (text: unknown): string => {
    const profile = ProfileName.safeParse(text)
    if (!profile.success) throw new Refusal('not-found')
    return profile.data
  }
  const deviceFile = (profile: string): string | null => {
    const file = web.demoDir ? join(web.demoDir, `${profile}.device`) : null
    return file && existsSync(file) ? file : null
  }

  server.get('/start.json', async (request) => {
    const profile = profileOf((request.query as { profile?: unknown }).profile ?? 'default')
    return {
      profile,
      demo: web.demoDir !== null,
      deviceFileWaiting: deviceFile(profile) !== null,
      servers: servers(),
      version: web.version,
    }
  })
  server.get('/demo/:file', async (request, reply) => {
    const file = deviceFile(profileOf(/^(.*)\.device$/.exec((request.params as { file: string }).file)?.[1]))
    if (!file) throw new Refusal('not-found')
    return reply.type('application/octet-stream').send(await readFile(file))
  })
  await server.register(fastifyStatic, {
    root: web.webDir,
    prefix: '/',
    index: ['index.html'],
    dotfiles: 'deny',
    cacheControl: true,
    maxAge: 0,
  })
}
