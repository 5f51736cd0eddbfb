/**
 * What relay and trustee have in common: public keys of the epochs, and blind evaluation that is counted
 * first.
 */
import type { FastifyInstance } from 'fastify'
import { Gauge } from 'prom-client'
import { fromBase64url, toBase64url } from '../../shared/encoding.ts'
import { EvaluateRequest, UsedQuery } from '../../shared/protocol/http.ts'
import type { Clock } from '../../shared/calendar/time.ts'
import type { DirectoryBook } from '../directory/directory.ts'
import { Refusal } from '../errors.ts'
import { ALARM_RATIO } from '../../shared/matching/budget.ts'
import { spend, usedIn } from '../oprf/budget.ts'
import type { Epochs } from '../oprf/epochs.ts'
import { blindEvaluateBatch, InvalidElement } from '../../shared/crypto/ristretto.ts'
import type { Database } from '../store/database.ts'
import { parse } from './server.ts'

export interface KeyHolderParts {
  readonly name: 'relay' | 'trustee'
  readonly database: Database
  readonly epochs: Epochs
  readonly directory: DirectoryBook
  readonly clock: Clock
}

export const registerKeyHolderRoutes = (server: FastifyInstance, parts: KeyHolderParts): void => {
  const labels = ['organisation', 'type'] as const
  const used = new Gauge({
    name: `${parts.name}_budget_used_ratio`,
    help: 'Part of the evaluation budget in use',
    labelNames: labels,
    registers: [server.metrics],
  })
  const alarm = new Gauge({
    name: `${parts.name}_budget_alarm`,
    help: `1 where more than ${ALARM_RATIO * 100}% of an evaluation budget is in use, or more was asked than it has`,
    labelNames: labels,
    registers: [server.metrics],
  })

  server.get('/v1/keys', async () => ({ statements: await parts.epochs.statements() }))

  server.get('/v1/oprf/used', async (request) => {
    const { epoch } = parse(UsedQuery, request.query)
    return {
      used: await usedIn(parts.database.db, {
        organisationId: request.session!.organisationId,
        epoch,
        generation: await parts.epochs.generationOf(epoch),
      }),
    }
  })

  server.post('/v1/oprf/evaluate', async (request) => {
    const { epoch, type, elements } = parse(EvaluateRequest, request.body)
    const keys = await parts.epochs.keyOf(epoch, type)
    if (!keys) throw new Refusal('unknown-epoch')
    const organisation = parts.directory.directory.organisations.get(request.session!.organisationId)
    if (!organisation) throw new Refusal('unauthorised')
    const generation = await parts.epochs.generationOf(epoch)
    const about = { organisation: organisation.id, type }
    try {
      const ratio = await parts.database.db.transaction().execute((tx) =>
        spend(tx, {
          organisation,
          type,
          epoch,
          generation,
          count: elements.length,
          now: parts.clock.now(),
        }),
      )
      used.set(about, ratio)
      alarm.set(about, ratio >= ALARM_RATIO ? 1 : 0)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'budget-exhausted') alarm.set(about, 1)
      throw error
    }
    try {
      const { evaluated, proof } = blindEvaluateBatch(keys, elements.map(fromBase64url))
      return { evaluated: evaluated.map(toBase64url), proof: toBase64url(proof) }
    } catch (error) {
      if (error instanceof InvalidElement) throw new Refusal('malformed', 'elements: not on the curve')
      throw error
    }
  })
}
