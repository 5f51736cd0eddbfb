/** What relay and trustee have in common: public keys of the epochs, and blind evaluation that is counted first. */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { EvaluateRequest } from '../../shared/protocol/http.ts'
import { dayNumber, type Clock } from '../../shared/time.ts'
import { Refusal } from '../errors.ts'
import type { Epochs } from '../oprf/epochs.ts'
import { blindEvaluateBatch, InvalidElement } from '../oprf/ristretto.ts'
import type { Database } from '../store/database.ts'
import { parse } from './server.ts'

export const registerKeyHolderRoutes = (server: FastifyInstance, parts: { database: Database; epochs: Epochs; clock: Clock }): void => {
  server.get('/v1/keys', async () => ({ statements: await parts.epochs.statements() }))

  server.post('/v1/oprf/evaluate', async (request) => {
    const { epoch, type, elements } = parse(EvaluateRequest, request.body)
    const keys = await parts.epochs.keyOf(epoch, type)
    if (!keys) throw new Refusal('unknown-epoch')
    // Counted before it is answered: an organisation cannot get an evaluation that its holder does not know of.
    await parts.database.db.insertInto('evaluations')
      .values({ organisation_id: request.session!.organisationId, type, epoch, day: dayNumber(new Date(parts.clock.now())), count: elements.length })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'type', 'epoch', 'day']).doUpdateSet({ count: sql`evaluations.count + excluded.count` }))
      .execute()
    try {
      const { evaluated, proof } = blindEvaluateBatch(keys, elements.map(fromBase64url))
      return { evaluated: evaluated.map(toBase64url), proof: toBase64url(proof) }
    } catch (error) {
      if (error instanceof InvalidElement) throw new Refusal('malformed', 'elements: not on the curve')
      throw error
    }
  })
}
