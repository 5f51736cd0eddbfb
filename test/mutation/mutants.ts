/**
 * Rules that decide who may do, see, count or keep something, each broken in one place, and the tests that must then
 * fail. `from` stands in its file exactly once.
 */
export interface Mutant {
  readonly file: string
  readonly from: string
  readonly to: string
  readonly tests: readonly string[]
}

const group = (
  file: string,
  tests: readonly string[],
  changes: readonly (readonly [from: string, to: string])[],
): Mutant[] => changes.map(([from, to]) => ({ file, from, to, tests }))

export const MUTANTS: readonly Mutant[] = [
  ...group(
    'renderer/engine/inbox/verify.ts',
    ['test/unit/engine/verify.test.ts'],
    [
      [
        "if (!event || !content) return { refused: 'content' }",
        "if (!event) return { refused: 'content' }\n  if (!content) return { ok: { content: event.content, author: members.identity.device } }",
      ],
      ["(content.type === 'signal') !== isSignal || scopeOf", 'scopeOf'],
      [' || scopeOfMessage(content) !== of', ''],
      ["if (!(await event.signedBy(fromBase64url(author.signingKey)))) return { refused: 'signature' }", ''],
      ["if (revocation && seq > revocation.afterSeq) return { refused: 'revoked' }", ''],
      ['seq > revocation.afterSeq', 'seq >= revocation.afterSeq'],
      ['seq > revocation.afterSeq', 'seq < 0'],
      [
        'return objection ? { refused: objection } : { ok: { content, author } }',
        'return { ok: { content, author } }',
      ],
      ['deviceId: firstDeviceOf(members, device.id)', 'deviceId: device.id'],
      ['{ ok: { content, author } }', '{ ok: { content: event.content, author } }'],
    ],
  ),
  ...group(
    'shared/membership/week-key.ts',
    ['test/property/keys.test.ts'],
    [
      ["(of === 'board' ? boardKeyOf(scope) : scope).key", 'scope.key'],
      ['key && equalBytes(keyId, keyIdOf({ of, week, generation, key }))', 'key'],
    ],
  ),
  ...group(
    'shared/membership/fold/organisations.ts',
    ['test/property/keys.test.ts'],
    [[' || scopeOf(before) !== scopeOf(organisation)', '']],
  ),
  ...group(
    'shared/membership/fold/keys.ts',
    ['test/property/keys.test.ts'],
    [
      ["!maker || scopeOf(maker) === 'board'", '!maker'],
      ['before.some(({ keyId }) => !directory.unusableKeys.has(keyId))', 'false'],
      ['organisationOfDevice(directory, deviceId) === signer.organisationId', 'false'],
      ['signer.id !== body.deviceId || signer.org', 'signer.org'],
      [
        'signer.id !== body.deviceId || signer.organisationId !== body.organisationId',
        'signer.id !== body.deviceId',
      ],
      ['!named?.sealedTo.some(({ organisationId }) => organisationId === body.organisationId)', '!named'],
      [
        'directory.unusableKeys.get(keyId)?.includes(body.organisationId)',
        'keyId === body.keyId && directory.unusableKeys.get(keyId)?.includes(body.organisationId)',
      ],
    ],
  ),
  ...group(
    'renderer/engine/store/state.ts',
    ['test/unit/engine/state.test.ts'],
    [
      ["value !== undefined && (table === 'tokens' ||", "value !== undefined && (table === 'children' ||"],
      ["(table === 'meta' && key === 'directory')", '(false as boolean)'],
      ['isCompared ? [this.matching] : indexes', '[this.matching]'],
      ['isCompared ? [this.matching] : indexes', 'indexes'],
    ],
  ),
  ...group(
    'renderer/engine/commands/possible-match/respond.ts',
    ['test/adversarial/replay.test.ts'],
    [
      [
        'const reply = await newReplyKey(ports.random)',
        'const reply = thread.ownReplies?.at(-1) ?? (await newReplyKey(ports.random))',
      ],
    ],
  ),
  ...group(
    'renderer/engine/log/record.ts',
    ['test/unit/engine/record.test.ts'],
    [
      ['known.filter((one) => one.what === what).length', 'known.length'],
      ['known.filter((one) => one.what === what).length >= MOST_OF_A_KIND', 'false'],
    ],
  ),
  ...group(
    'renderer/engine/inbox/receive.ts',
    ['test/adversarial/replay.test.ts'],
    [
      ['counts ? [passed.content, known] : [known, passed.content]', '[passed.content, known]'],
      ['const fork = forkOf(state, counted, { ...verdict.ok, hash }, now)', 'const fork = null'],
      ['before.some(({ otherHash }) => otherHash === fork.otherHash)', 'false'],
    ],
  ),
  ...group(
    'renderer/engine/sync/pull.ts',
    ['test/integration/late-admission.test.ts'],
    [
      ['waits === true || (isSignal', '(isSignal'],
      ['this.#isDirectoryNew = true', ''],
    ],
  ),
  ...group(
    'renderer/engine/store/counters.ts',
    ['test/unit/engine/counters.test.ts'],
    [
      ['if (known.hash === hash) {', 'if (known.deviceId === deviceId) {'],
      ['const isFirst = comesBefore(seq, known.seq)', 'const isFirst = false'],
      ['const counts = comesBefore(seq, known.seq)', 'const counts = true'],
      ['const counts = comesBefore(seq, known.seq)', 'const counts = false'],
      ['...(known.forkedAt ? [] : [logged(ports', '...([logged(ports'],
      ['(last ?? 0) + MOST_SINCE_COPY', 'last ?? 0'],
      ['Math.floor(now.getTime() / 1000)', '0'],
    ],
  ),
  ...group(
    'renderer/engine/core/thread.ts',
    ['test/unit/engine/counters.test.ts'],
    [
      ['seq !== 0 && (known === 0 || seq < known)', 'seq > known'],
      ['seq !== 0 && (known === 0 || seq < known)', 'seq < known'],
      ['seq !== 0 && (known === 0 || seq < known)', 'known === 0 || seq < known'],
      ['!comesBefore(event.seq, known.seq)', 'false'],
    ],
  ),
  ...group(
    'renderer/engine/inbox/receive.ts',
    ['test/adversarial/membership.test.ts'],
    [
      [
        "if (!counted.counts) return withFork(state, withChanges(outcome.refused('fork'), changes), fork)",
        '',
      ],
    ],
  ),
  ...group(
    'shared/protocol/envelope.ts',
    ['test/property/envelope.test.ts'],
    [
      ['if (plain.subarray(0, COMMITMENT_BYTES).some((byte) => byte !== 0)) return null', ''],
      ['concat(uint32(expiresDay), uint32(week), head)', 'concat(uint32(expiresDay), head)'],
      ['weekKey.week === header.week && isUnder(header, weekKey)', 'weekKey.week === header.week'],
      ['weekKey.week === header.week && isUnder(header, weekKey)', 'isUnder(header, weekKey)'],
      ['concat(uint32(expiresDay), uint32(week), head)', 'concat(uint32(week), head)'],
      ['concat(uint32(expiresDay), uint32(week), head)', 'concat(uint32(expiresDay), uint32(week))'],
    ],
  ),
  ...group(
    'relay/directory/directory.ts',
    ['test/integration/hostile-requests.test.ts'],
    [
      ['        await this.#count(tx, statement)\n', ''],
      ["const revokes = readStatement(statement)?.type === 'device-revoked'", 'const revokes = false'],
      ['where before < ${PAGE_CHARACTERS} order by seq', 'order by seq'],
    ],
  ),
  ...group(
    'shared/messages/who-may-write.ts',
    ['test/unit/engine/verify.test.ts'],
    [
      ["if (writer === undefined) return 'way'", 'if (writer === undefined) return null'],
      ["if (!mayDo(by.roles, action)) return 'role'", ''],
      [
        "if (writer === 'coordinator' && !(about.neighbourhood !== null && coordinates(by, about.neighbourhood)))\n    return 'area'",
        '',
      ],
      ["return isWriter(writer, content, by, about) ? null : 'writer'", 'return null'],
      ['requester.deviceId === by.deviceId', 'requester.organisationId === by.organisationId'],
      ['requester.organisationId !== by.organisationId', 'requester.deviceId !== by.deviceId'],
      ['return about.isOwn ? isOther : isRequester', 'return true'],
      ['return about.isOwn ? isOther : isRequester', 'return about.isOwn ? isRequester : isOther'],
      [
        "{ action: 'pass-on-unnamed', ways: { reply: 'coordinator' }",
        "{ action: 'pass-on-unnamed', ways: { reply: 'anyone' }",
      ],
      ["answer === 'perhaps-call-me' ? 'anyone' : 'other-organisation'", "'anyone'"],
      [
        "outcome: always('outcome', { thread: 'requester', reply: 'other-organisation' })",
        "outcome: always('outcome', { thread: 'anyone', reply: 'other-organisation' })",
      ],
      [
        "outcome: always('outcome', { thread: 'requester', reply: 'other-organisation' })",
        "outcome: always('outcome', { thread: 'requester', reply: 'anyone' })",
      ],
      [
        "signal: always('signal', { child: 'requester', coordinator: 'requester' })",
        "signal: always('signal', { child: 'anyone', coordinator: 'requester' })",
      ],
      [
        "'receipt-summary': always('receipt-summary', { coordinator: 'requester' })",
        "'receipt-summary': always('receipt-summary', { coordinator: 'anyone' })",
      ],
      [
        "disclosure: always('disclosure', { coordinator: 'requester' })",
        "disclosure: always('disclosure', { coordinator: 'anyone' })",
      ],
      [
        "'linie-request': always('linie-request', { coordinator: 'coordinator', reply: 'coordinator' })",
        "'linie-request': always('linie-request', { coordinator: 'anyone', reply: 'anyone' })",
      ],
      [
        '(about.neighbourhood === null || owesAnswer(content.level, by, by.kind, about.neighbourhood))',
        'true',
      ],
      [
        "'unnamed-answer': always('unnamed-answer', { coordinator: 'other-organisation' })",
        "'unnamed-answer': always('unnamed-answer', { coordinator: 'anyone' })",
      ],
    ],
  ),
  ...group(
    'shared/membership/roles.ts',
    [
      'test/unit/engine/verify.test.ts',
      'test/property/directory.test.ts',
      'test/unit/shared/roles.test.ts',
      'test/contract/protocol-document.test.ts',
      'test/property/obstacles.test.ts',
      'test/unit/engine/obstacles.test.ts',
    ],
    [
      ['panel: [],', "panel: ['receipt'],"],
      [
        "coordinator: ['receipt', 'pass-on-unnamed',",
        "coordinator: ['receipt', 'signal', 'pass-on-unnamed',",
      ],
      ['roles.some((role) => MAY[role].includes(action))', 'roles.length > 0'],
      [
        "roles.includes('coordinator') && neighbourhoods.includes(neighbourhood)",
        "roles.includes('coordinator')",
      ],
      [
        "roles.includes('coordinator') && neighbourhoods.includes(neighbourhood)",
        'neighbourhoods.includes(neighbourhood)',
      ],
      [
        "organisation.kind === 'programme-office' && mayDo(device.roles, 'wijk-rules')",
        "mayDo(device.roles, 'wijk-rules')",
      ],
      [
        "roles.includes('panel') !== (organisation.kind === 'citizens-panel')",
        "roles.includes('panel') && organisation.kind !== 'citizens-panel'",
      ],
      ["organisation.kind === 'programme-office' && roles.some((role) => role !== 'administrator')", 'false'],
      ['!COORDINATING.includes(organisation.kind)', 'false'],
      ['neighbourhoods.every((code) => organisation.neighbourhoods.includes(code))', 'true'],
    ],
  ),
  ...group(
    'shared/membership/fold/rule.ts',
    ['test/property/directory.test.ts', 'test/property/usable-key.test.ts'],
    [
      [
        "(await signedBy(statement, 'municipality', roots.municipality)) &&\n  (await signedBy(statement, 'trustee', roots.trustee))",
        "(await signedBy(statement, 'municipality', roots.municipality))",
      ],
      [
        "(await signedBy(statement, 'municipality', roots.municipality)) &&\n  (await signedBy(statement, 'trustee', roots.trustee))",
        "(await signedBy(statement, 'trustee', roots.trustee))",
      ],
      [
        'return device && (await signedBy(statement, device.id, device.signingKey)) ? device : null',
        'return device ?? null',
      ],
      ['if (organisationId !== null && signer.organisationId !== organisationId)', 'if (false)'],
      ['return mayDo(signer.roles, action) ? signer', 'return true ? signer'],
      ['serial > (directory.serials.get(key) ?? 0)', 'serial >= (directory.serials.get(key) ?? 0)'],
    ],
  ),
  ...group(
    'shared/membership/fold/devices.ts',
    ['test/property/directory.test.ts', 'test/property/usable-key.test.ts'],
    [
      [
        "if (directory.revoked.has(device.id)) return refused('this device was revoked and does not come back')",
        '',
      ],
      [
        'if (known && (known.signingKey !== device.signingKey || known.organisationId !== device.organisationId))',
        'if (false)',
      ],
      ['  if (problem) return refused(problem)\n', ''],
      ['generation: directory.generation + devices.length', 'generation: directory.generation'],
      [
        "(signer.organisationId === device.organisationId && mayDo(signer.roles, 'revoke-device'))",
        "mayDo(signer.roles, 'revoke-device')",
      ],
      [
        "(signer.organisationId === device.organisationId && mayDo(signer.roles, 'revoke-device'))",
        'signer.organisationId === device.organisationId',
      ],
    ],
  ),
  ...group(
    'shared/membership/fold/organisations.ts',
    ['test/property/directory.test.ts', 'test/property/usable-key.test.ts'],
    [
      [
        "if (founder.organisationId !== organisation.id || !founder.roles.includes('administrator'))",
        'if (false)',
      ],
    ],
  ),
  ...group(
    'shared/membership/directory.ts',
    ['test/property/directory.test.ts', 'test/property/usable-key.test.ts'],
    [
      ['return key !== undefined && canBeSealedTo({ hpkeKey: key }) ? key : null', 'return key ?? null'],
      [
        'hpkeKeyOf(directory, organisation.id) !== null && !isBehind(organisation)',
        'hpkeKeyOf(directory, organisation.id) !== null',
      ],
    ],
  ),
  ...group(
    'shared/domain/small-cells.ts',
    ['test/property/small-cells.test.ts'],
    [
      ['export const STEP = 10', 'export const STEP = 9'],
      ['count < STEP ? null : count', 'count'],
      ['Math.min(down(sum(parts)), most)', 'down(sum(parts))'],
      [
        'shown(sum(figures.map((figure) => figure ?? 0)))',
        'shown(sum(figures.map((figure) => figure ?? STEP)))',
      ],
      ['(part ?? 0) + STEP - 1', '(part ?? 0)'],
    ],
  ),
  ...group(
    'renderer/engine/core/trusted-time.ts',
    ['test/unit/engine/trusted-time.test.ts'],
    [['Math.max(0, laptopNowMs - seen.seenAtMs)', 'laptopNowMs - seen.seenAtMs']],
  ),
  ...group(
    'renderer/engine/core/silence.ts',
    ['test/unit/engine/silence.test.ts'],
    [
      ['if (answered) return NO_SILENCE', ''],
      ['Math.min(Math.max(passedMs, 0), MOST_BETWEEN_MS)', 'Math.max(passedMs, 0)'],
      ['Math.min(Math.max(passedMs, 0), MOST_BETWEEN_MS)', 'Math.min(passedMs, MOST_BETWEEN_MS)'],
      ['silence.lastDay === day ? silence.days : silence.days + 1', 'silence.days + 1'],
      ['onlineMs >= TOO_LONG_MS ||', 'false ||'],
      ['days >= TOO_MANY_DAYS && onlineMs >= LEAST_MS', 'days >= TOO_MANY_DAYS'],
    ],
  ),
  ...group(
    'electron/secrets/keychain.ts',
    ['test/unit/electron/keychain.test.ts'],
    [
      ["if (backend === 'basic_text' || backend === 'unknown') return { backend, keychain: null }", ''],
      ["if (!FROM_A_KEYRING.has(markOf(probe))) return { backend: 'basic_text', keychain: null }", ''],
      [
        "if (!FROM_A_KEYRING.has(markOf(sealed))) throw new Error('sealed with the fixed password of Chromium')",
        '',
      ],
      ['return FROM_A_KEYRING.has(markOf(sealed))\n    ? open(sealed)', 'return true\n    ? open(sealed)'],
    ],
  ),
  ...group(
    'renderer/engine/core/arrived.ts',
    ['test/unit/engine/arrived.test.ts'],
    [
      ['if (namesIn(content).some(isBsn)) return null', ''],
      ['isWords ? covered(value) : value', 'value'],
      ['if (daysOf(content, life).some(([day, bounds]) => !isWithin(day, bounds))) return null', ''],
      ['content.attempts.length === 0 && !needsNoAttempt(content.parents)', 'false'],
    ],
  ),
  ...group(
    'renderer/engine/core/conversation.ts',
    ['test/property/conversation.test.ts'],
    [
      ["item.by === by || item.answer !== 'open'", "item.answer !== 'open'"],
      ['if (items.has(ref)) continue', ''],
      ['item.by === side && (item.answer', '(item.answer'],
      ['(event.to === undefined || event.to === responderDeviceId)', 'true'],
      ['items.slice(0, place + 1)', 'items.slice(0, place + 2)'],
    ],
  ),
  ...group(
    'relay/http/sessions.ts',
    ['test/unit/relay/sessions.test.ts'],
    [
      ['`${purpose}\\0${this.#rules.audience}\\0${payload}`', '`${this.#rules.audience}\\0${payload}`'],
      ['`${purpose}\\0${this.#rules.audience}\\0${payload}`', '`${purpose}\\0${payload}`'],
      ['given.length === expected.length && timingSafeEqual(given, expected) ? plain : null', 'plain'],
      ["if (!(await this.#rules.isFirstUse(request.challenge))) throw new Refusal('unauthorised')", ''],
      ['`${this.#rules.clock.now()}|${toBase64url(randomBytes(16))}`', 'String(this.#rules.clock.now())'],
      ['!(Math.abs(this.#rules.clock.now() - madeAt) <= CHALLENGE_MS)', 'Number.isNaN(madeAt)'],
      ['Math.abs(this.#rules.clock.now() - madeAt)', 'this.#rules.clock.now() - madeAt'],
      [
        "if (!member) throw new Refusal('unauthorised')",
        "if (!member) return { token: this.#signed('token', `${request.device}|x|9e15`), expiresInSeconds: 1 }",
      ],
      [
        'sessionMessage(this.#rules.audience, request.challenge)',
        "sessionMessage('trustee', request.challenge)",
      ],
      ['!(Number(expires) > this.#rules.clock.now())', '!expires'],
      ['Number(expires) > this.#rules.clock.now()', 'Number(expires) >= this.#rules.clock.now()'],
      ["if (!(await this.#rules.stillAdmitted(session))) throw new Refusal('unauthorised')", ''],
    ],
  ),
  ...group(
    'shared/matching/budget.ts',
    ['test/unit/shared/matching-examples.test.ts', 'test/unit/shared/budget.test.ts'],
    [
      ['const DAILY = 0.02', 'const DAILY = 0.03'],
      ['const LEAST = 20', 'const LEAST = 21'],
      ['Math.max(day - firstDayOfEpoch(epoch), 0)', '(day - firstDayOfEpoch(epoch))'],
      [
        'Math.min(Math.max(day - firstDayOfEpoch(epoch), 0), EPOCH_WEEKS * 7)',
        'Math.max(day - firstDayOfEpoch(epoch), 0)',
      ],
      ['Math.ceil(perEpoch)', 'Math.ceil(perEpoch) + 1'],
      ['allowanceOn(budget, day) >= wanted', 'allowanceOn(budget, day) > wanted'],
      ['let day = today; day < end; day++', 'let day = today + 1; day < end; day++'],
    ],
  ),
  ...group(
    'relay/oprf/budget.ts',
    ['test/integration/budget.test.ts'],
    [
      [
        "if (type === 'B' && organisation.bsnBasis === null)",
        "if (type === 'B' && organisation.caseloadSize < 0)",
      ],
      ['if (wanted > allowed)', 'if (count > allowed)'],
      [
        'await sql`select pg_advisory_xact_lock(hashtextextended(${`${organisation.id}|${type}`}, 7201002))`.execute(\n    tx,\n  )',
        '',
      ],
    ],
  ),
  ...group(
    'renderer/engine/core/retention.ts',
    ['test/unit/engine/retention.test.ts'],
    [
      ['row.expiresDay <= today).map', 'row.expiresDay < today).map'],
      ['row.expiresDay <= today && row.forkedAt === null', 'row.expiresDay < today && row.forkedAt === null'],
      ['row.expiresDay <= today && row.forkedAt === null', 'row.expiresDay <= today'],
      ['row.epoch < epochNumber(now) - 1', 'row.epoch < epochNumber(now)'],
      ['row.epoch < epochNumber(now) - 1', 'row.epoch < epochNumber(now) - 2'],
      ['row.expiresAt < invitesFrom', 'row.expiresAt <= invitesFrom'],
      ['filter(([, { at }]) => at < from)', 'filter(([, { at }]) => at <= from)'],
      ['log.size - tooOld.length - LOG_ENTRIES', 'log.size - LOG_ENTRIES'],
      ['a.at < b.at ? -1 : 1', 'a.at < b.at ? 1 : -1'],
      ['const LOG_DAYS = 365', 'const LOG_DAYS = 366'],
      ['const INVITE_DAYS = 30', 'const INVITE_DAYS = 31'],
      ['const ASIDE_DAYS = 90', 'const ASIDE_DAYS = 91'],
      ['gone: rows.filter(({ at }) => at < from)', 'gone: []'],
      ["    ...gone('envelopes'),\n", ''],
    ],
  ),
  ...group(
    'renderer/engine/session/vault-record.ts',
    ['test/unit/engine/vault-record.test.ts'],
    [
      [
        "if (content.kind === 'revoked') throw new RuggensteunError('device-revoked')",
        "if (content.kind === 'revoked') return new Uint8Array(32)",
      ],
      ["if (!key) throw new RuggensteunError('wrong-passphrase')", 'if (!key) return new Uint8Array(32)'],
      ['    if (keychain) return\n    throw weak', '    return'],
      ['!keychain || value.length < MIN_PIN', 'value.length < MIN_PIN'],
      ['value.length < MIN_PIN || ', ''],
      ['!/^[0-9]+$/.test(value) || ', ''],
      [' || steps.size < 2) throw weak', ') throw weak'],
      ["value.normalize('NFKC').trim().length < MIN_PASSPHRASE", 'value.length < MIN_PASSPHRASE'],
      [' || new Set(value).size < 4) throw weak', ') throw weak'],
    ],
  ),
  ...group(
    'electron/secrets/vault.ts',
    ['test/unit/electron/vault.test.ts'],
    [
      [
        "if (keychain === null)\n      throw new Fault('keychain-gone'",
        "if (keychain === null)\n      return writeVaultFile(path, { version: 1, backend, sealed: false, record })\n    if (keychain === null)\n      throw new Fault('keychain-gone'",
      ],
      [
        'const isSealed = told === null || current?.sealed ? (await load()).keychain : told',
        'const isSealed = (await findKeychain()).keychain !== null',
      ],
      [
        'if (!file.sealed) return tell({ keychain: false, backend, record: file.record })',
        'if (!file.sealed) return tell({ keychain: keychain !== null, backend, record: file.record })',
      ],
      [
        "if (keychain === null) throw new Fault('keychain-gone', offered)",
        'if (keychain === null) return { text: file.record, stale: false }',
      ],
      ["if (keychain.backend !== file.backend) throw new Fault('vault-backend-changed', offered)", ''],
      ['if (stale && keychain) await reseal(path, keychain, text)', ''],
    ],
  ),
  ...group(
    'renderer/engine/core/backing-clock.ts',
    ['test/unit/engine/backing-clock.test.ts'],
    [
      ['const OTHER_OUTCOME_DAYS = 1', 'const OTHER_OUTCOME_DAYS = 2'],
      ['if (!pause || pause.until <= from) return dueOn', 'if (!pause) return dueOn'],
      ['addWorkingDays(pause.until, 1, calendar),', 'pause.until,'],
      ['pause && { ...facts.pause, until: earlier(facts.pause.until, lastDay) }', 'pause'],
      ["requesterOutcome === 'withdrawn' || ", ''],
      ['(responderOutcome || !answer)', 'responderOutcome'],
      ['pause.until >= today', 'pause.until > today'],
      ['later(answer?.on ?? facts.sentOn, facts.reopenedOn)', 'answer?.on ?? facts.sentOn'],
      ['const passed = today >= next', 'const passed = today > next'],
      [
        "'contact-parents-first' ? 'responder' : 'requester'",
        "'contact-parents-first' ? 'requester' : 'responder'",
      ],
      ['spokeLate ? spokeOn : begun', 'begun'],
      ['later(outcomeBy, term(endedOn, OTHER_OUTCOME_DAYS))', 'term(endedOn, OTHER_OUTCOME_DAYS)'],
      ['at.awayUntil >= today', 'at.awayUntil > today'],
      [
        'at.closed ? null : addWorkingDays(dueOn, 1 + terms.standIn, calendar)',
        'addWorkingDays(dueOn, 1 + terms.standIn, calendar)',
      ],
      [
        'addWorkingDays(dueOn, 1 + terms.standIn, calendar)',
        'addWorkingDays(dueOn, terms.standIn, calendar)',
      ],
      ['if (today >= standInFrom)', 'if (today > standInFrom)'],
      ["outcome === 'contact-restored' && on !== null", 'on !== null'],
    ],
  ),
  ...group(
    'renderer/engine/log/audit.ts',
    ['test/unit/engine/audit.test.ts'],
    [
      ['if (!anew && checkpoint.size < known.size) {', 'if (!anew && checkpoint.size < 0) {'],
      ['if (!equalBytes(walk.edge.root(), checkpoint.root)) {', 'if (checkpoint.size < 0) {'],
      ['if (!anew) return this.walk(seen, found, true)\n      this.#broken = text', 'this.#broken = text'],
      ['seq >= firstEvent && seq <= lastEvent && !given.has(seq)', 'seq < 0'],
      ['.filter((seq) => seq <= lastStatement && !compared.has(seq))', '.filter(() => false)'],
      ['leaf.seq > after() || unchecked.missing.includes(leaf.seq)', 'unchecked.missing.includes(leaf.seq)'],
      ['hash === undefined || hash === toBase64url(leaf.hash)', 'hash !== null'],
      [
        "if (!row) return new Found('withheld', { ...shown, seq: leaf.seq }, aboutEvent(leaf.seq))",
        'if (!row) return null',
      ],
      ['if (!state.envelopes.has(envelopeKey(leaf.seq))) await this.#parts.readAgain(leaf.seq)', ''],
      ['place >= walk.toldFrom &&', ''],
    ],
  ),
]
