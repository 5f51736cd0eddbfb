/** Rows on the disk that do not open, envelopes that nobody can read, and how little they may cost. */
import { IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openVaultRecord } from '../../renderer/engine/session/vault-record.ts'
import { LocalStore } from '../../renderer/engine/store/database.ts'
import { systemRandom } from '../../shared/crypto/seal.ts'
import { importSigningKey } from '../../shared/crypto/signing.ts'
import { toBase64url } from '../../shared/encoding.ts'
import { sealEnvelope } from '../../shared/protocol/envelope.ts'
import { dayNumber } from '../../shared/calendar/time.ts'
import type { Views } from '../../shared/api/api.ts'
import { keysOnDisk, spoil } from '../fixtures/on-disk.ts'
import {
  bootEngine,
  caseloadOf,
  childrenOf,
  draftOf,
  PASSPHRASE,
  startEngine,
  type TestEngine,
} from '../fixtures/engine.ts'
import { largestSignal } from '../fixtures/contents.ts'
import { someEnvelope } from '../fixtures/some-envelope.ts'
import { Town, type Member } from '../fixtures/town.ts'
import { encodeMessage } from '../../shared/messages/registry.ts'

const LIST = caseloadOf(['Sami', '', 'Yıldız', '14-03-2017'], ['Noor', 'van den', 'Berg', '08-11-2016'])
const ready = ({ sync }: Views): boolean => sync.state === 'online' && sync.tokensDone === sync.tokensTotal

let town: Town
let teacher: Member
let worker: Member
const engines: TestEngine[] = []
const start = async (member: Member, caseload = LIST): Promise<TestEngine> => {
  const engine = await startEngine(town, member, { hurry: true, caseload })
  engines.push(engine)
  await engine.until(ready, 'tokens')
  return engine
}
const startAgain = async (before: TestEngine, rescue: string | null = null): Promise<TestEngine> => {
  const engine = await bootEngine(town, before.profile, {
    hurry: true,
    indexedDB: before.indexedDB,
    vaultRecord: before.vaultRecord(),
  })
  engines.push(engine)
  await engine.run({
    kind: 'boot',
    profile: before.profile,
    servers: null,
    keychain: false,
    vaultRecord: before.vaultRecord(),
    rescue,
  })
  await engine.run({ kind: 'unlock', passphrase: PASSPHRASE })
  return engine
}
const close = async (engine: TestEngine): Promise<void> => {
  engines.splice(engines.indexOf(engine), 1)
  await engine.stop()
}
beforeEach(async () => {
  town = await Town.start()
  teacher = await town.admitDevice(await town.admitOrganisation({ name: 'De Regenboog' }), {
    roles: ['professional', 'administrator'],
  })
  worker = await town.admitDevice(await town.admitOrganisation({ name: 'Welzijn' }))
  await town.publishWeekKey(teacher)
})
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop()
  await town.stop()
})

describe('a bad sector', () => {
  test('in what came from the municipality: the start goes on, it is fetched again, and the person reads it once', async () => {
    const requester = await start(teacher)
    const responder = await start(worker)
    await requester.run({ kind: 'file-signal', draft: await draftOf(requester, 'Sami') })
    await responder.until(({ matches }) => matches.length === 1, 'the match')
    await responder.until(ready, 'rest')
    await close(responder)
    const spoilt =
      (await spoil(responder.indexedDB, responder.profile, 'envelopes', () => true)) +
      (await spoil(responder.indexedDB, responder.profile, 'threads', () => true))
    expect(spoilt).toBeGreaterThan(1)
    const again = await startAgain(responder)
    const { matches, logbook, storage } = await again.until(
      (views) => views.matches.length === 1 && ready(views),
      'the match again',
    )
    expect(matches[0]!.children[0]!.name).toBe('Sami Yıldız')
    expect(storage.unreadable).toBe(spoilt)
    expect(logbook.filter(({ kind }) => kind === 'rows-broken')).toMatchObject([{ detail: String(spoilt) }])
    await close(again)
    const disk = await keysOnDisk(responder.indexedDB, responder.profile)
    expect(disk['quarantine']).toHaveLength(spoilt)
    const third = await startAgain(again)
    expect(third.views().logbook.filter(({ kind }) => kind === 'rows-broken')).toHaveLength(1)
  })

  test('in the list: the other children are there, and the settings say how many are not', async () => {
    const engine = await start(teacher)
    await close(engine)
    const [first] = (await keysOnDisk(engine.indexedDB, engine.profile))['children']!
    await spoil(engine.indexedDB, engine.profile, 'children', (key) => key === first)
    const again = await startAgain(engine)
    expect(await childrenOf(again)).toHaveLength(1)
    expect(again.views().storage).toMatchObject({ unreadable: 1, unreadableChildren: 1 })
  })

  test('in who this device is: the copy beside the vault brings it back', async () => {
    const engine = await start(teacher)
    await engine.run({ kind: 'save-draft', draft: await draftOf(engine, 'Sami') })
    const copy = engine.posted.findLast((message) => message.type === 'rescue')!.record
    await close(engine)
    await spoil(engine.indexedDB, engine.profile, 'meta', (key) => key === 'identity' || key === 'chain')
    await expect(startAgain(engine)).rejects.toMatchObject({ code: 'vault-unreadable' })
    const again = await startAgain(engine, copy)
    await again.until(ready, 'a sync')
    expect(again.views()).toMatchObject({ session: { state: 'open', copied: false }, caseload: { total: 2 } })
  })

  test('in the counter of the outbox: what waits is not overwritten by what comes after it', async () => {
    const engine = await start(teacher)
    await town.relay.stop()
    await engine.run({ kind: 'file-signal', draft: await draftOf(engine, 'Sami') })
    await close(engine)
    await spoil(engine.indexedDB, engine.profile, 'meta', (key) => key === 'nextOrder')
    const again = await startAgain(engine)
    await again.run({ kind: 'file-signal', draft: await draftOf(again, 'Noor') })
    expect(again.views().sync.waitingSignals).toBe(2)
  })
})

describe('an envelope that makes reading fail', () => {
  /** As a device of the town can make it and no app of ours does: the key to answer to is none. */
  const withBadReplyKey = async (): Promise<string> => {
    const sealed = await sealEnvelope(
      {
        isSignal: true,
        eventId: systemRandom(16),
        expiresDay: dayNumber(new Date(town.clock.now())) + 30,
        weekKey: await town.weekKeyOf(teacher),
        replyKey: new Uint8Array(32),
        tokens: [],
        hints: [],
        replyTo: null,
        coordinators: [],
        signingKey: await importSigningKey(teacher.signing.seed),
        text: encodeMessage({
          deviceId: teacher.device.id,
          counter: 1,
          content: { ...largestSignal, sentAt: town.at },
        }),
      },
      systemRandom,
    )
    return toBase64url(sealed.bytes)
  }
  const unreadable = (): string => toBase64url(someEnvelope(new Date(town.clock.now())))
  const push = async (envelopes: readonly string[]): Promise<void> => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${await town.session(teacher)}`,
    }
    for (let at = 0; at < envelopes.length; at += 500)
      expect(
        (
          await fetch(`${town.relay.url}/v1/events`, {
            method: 'POST',
            headers,
            body: JSON.stringify({ envelopes: envelopes.slice(at, at + 500) }),
          })
        ).status,
      ).toBe(200)
  }

  test('at place 1, 500 and last: everything else arrives, and sending goes on', async () => {
    const requester = await start(teacher)
    const bad = await Promise.all([withBadReplyKey(), withBadReplyKey(), withBadReplyKey()])
    const filler = Array.from({ length: 600 }, unreadable)
    await push([bad[0]!, ...filler.slice(0, 498), bad[1]!, ...filler.slice(498)])
    await requester.run({ kind: 'file-signal', draft: await draftOf(requester, 'Sami') })
    await requester.until(({ sent }) => sent[0]?.state === 'open', 'sending')
    await push([bad[2]!])
    const responder = await start(worker)
    const { matches } = await responder.until((views) => views.matches.length === 1, 'the match')
    await responder.run({ kind: 'answer', signalId: matches[0]!.id, answer: 'contact-call-me' })
    await requester.until(({ sent }) => sent[0]?.answers.length === 1, 'the answer')
    const { logbook } = await responder.until(
      (views) => ready(views) && views.logbook.filter(({ detail }) => detail === 'reply-key').length === 3,
      'the report',
    )
    expect(logbook.filter(({ kind }) => kind === 'refused')).toHaveLength(3)
    await close(responder)
    const store = await LocalStore.open(
      responder.profile,
      await openVaultRecord(responder.vaultRecord(), PASSPHRASE),
      { indexedDB: responder.indexedDB, IDBKeyRange, random: systemRandom },
    )
    const { rows } = await store.load('meta')
    expect(rows.get('cursor')).toBeGreaterThanOrEqual(604)
    expect((await store.load('outbox')).rows.size).toBe(0)
    store.close()
  })
})
