/** The log as a tree: for devices as JSON, and for the tools of others as C2SP tlog-tiles under `/log/`. */
import type { FastifyInstance } from 'fastify'
import { readTilePath, TILE_WIDTH } from '../../shared/log/leaves.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { BundleQuery, ConsistencyQuery, WitnessQuery, WitnessRequest } from '../../shared/protocol/http.ts'
import type { DirectoryBook } from '../directory/directory.ts'
import { Refusal } from '../errors.ts'
import type { Checkpoints } from '../log/checkpoints.ts'
import type { TreeReader } from '../log/tree.ts'
import type { Witness } from '../log/witness.ts'
import { parse } from './server.ts'

const HIGHEST_LEVEL = 63
/** `<level>/<path>` or `entries/<path>`, and `.p/<width>` behind a tile that is not full. */
const TILE = /^(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/

export const registerTransparencyRoutes = (
  server: FastifyInstance,
  { tree, checkpoints }: { tree: TreeReader; checkpoints: Checkpoints },
): void => {
  server.get('/v1/log/checkpoint', async () => ({ note: await checkpoints.note() }))
  server.get('/v1/log/bundle', async (request) => {
    const { index, width } = parse(BundleQuery, request.query)
    const entries = await tree.bundle(index, width)
    if (!entries) throw new Refusal('not-found')
    return { entries: toBase64url(entries) }
  })
  server.get('/v1/log/consistency', async (request) => {
    const { before, size } = parse(ConsistencyQuery, request.query)
    if (before > size || size > (await tree.head()).size) throw new Refusal('not-found')
    return { proof: (await tree.consistency(before, size)).map(toBase64url) }
  })

  server.get('/log/checkpoint', async (_, reply) =>
    reply.type('text/plain; charset=utf-8').send(await checkpoints.note()),
  )
  server.get('/log/tile/*', async (request, reply) => {
    const [, level, path, partial] = TILE.exec((request.params as { '*': string })['*']) ?? []
    const index = path === undefined ? null : readTilePath(path)
    const width = partial === undefined ? TILE_WIDTH : Number(partial)
    if (
      level === undefined ||
      index === null ||
      width < 1 ||
      width > TILE_WIDTH ||
      Number(level) > HIGHEST_LEVEL
    )
      throw new Refusal('malformed', 'tile')
    const bytes =
      level === 'entries' ? await tree.bundle(index, width) : await tree.tile(Number(level), index, width)
    if (!bytes) throw new Refusal('not-found')
    return reply.type('application/octet-stream').send(Buffer.from(bytes))
  })
}

export const registerWitnessRoutes = (
  server: FastifyInstance,
  { witness, directory }: { witness: Witness; directory: DirectoryBook },
): void => {
  server.get('/v1/witness', async (request) => witness.of(parse(WitnessQuery, request.query).origin))
  server.post('/v1/witness', async (request) => {
    const member = await directory.member(request.session!.deviceId)
    if (!member) throw new Refusal('unauthorised')
    return witness.observe(parse(WitnessRequest, request.body), member.device)
  })
}
