/**
 * The trustee's door for statements: open to anyone, because they speak for themselves; what does not fold is
 * left out.
 */
import type { FastifyInstance } from 'fastify'
import { isMembership } from '../../shared/membership/fold/fold.ts'
import { PublishRequest } from '../../shared/protocol/http.ts'
import type { DirectoryBook } from '../directory/directory.ts'
import { parse } from './server.ts'

export const registerMembershipRoutes = (server: FastifyInstance, directory: DirectoryBook): void => {
  server.post('/v1/directory', async (request) => ({
    head: await directory.publish(
      parse(PublishRequest, request.body).statements.filter(isMembership),
      'leave-out',
    ),
  }))
}
