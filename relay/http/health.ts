/**
 * Two questions of a proxy or a monitor. `/livez`: does this process answer at all; where not, start it again.
 * `/readyz`: can it do its work now; where not, send devices to another one, and do not start it again.
 */
import type { FastifyInstance } from 'fastify'

/** By the name that `/readyz` says where it is false. */
export type Checks = Readonly<Record<string, () => boolean | Promise<boolean>>>

export const registerHealth = (server: FastifyInstance, checks: Checks): void => {
  server.get('/livez', async () => ({ ok: true }))
  server.get('/readyz', async (_, reply) => {
    const found = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => ((await check()) ? null : name)),
    )
    const missing = found.filter((name) => name !== null)
    return missing.length === 0 ? { ok: true } : reply.code(503).send({ ok: false, missing })
  })
}
