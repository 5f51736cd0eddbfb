/**
 * Every decoder of shared/ that reads what came from a network: bytes, notes, statements, envelopes,
 * messages. The samples are those of the worked example.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { javascriptOprf, finalizeBatch } from '../../shared/crypto/oprf.ts'
import { importHpkeKey, openKey, sealKey } from '../../shared/crypto/hpke.ts'
import {
  blindEvaluateBatch,
  deriveKeyPair,
  InvalidElement,
  webassemblyOprf,
} from '../../shared/crypto/ristretto.ts'
import {
  open,
  openRow,
  openWithPassphrase,
  PassphraseSealed,
  seal,
  sealRow,
  sealWithPassphrase,
} from '../../shared/crypto/seal.ts'
import { readStatement, signedBy, verify } from '../../shared/crypto/signing.ts'
import { checkWords, fingerprint } from '../../shared/crypto/check-words.ts'
import { readContent, packContent, encodeMessage, decodeMessage } from '../../shared/messages/registry.ts'
import {
  base64urlOf,
  concat,
  equalBytes,
  fromBase64url,
  fromHex,
  fromUtf8,
  toBase64url,
  utf8,
} from '../../shared/encoding.ts'
import { decodeCarried, encodeCarried, eventItems } from '../../shared/protocol/carried.ts'
import {
  decodeBundle,
  decodeLeaf,
  encodeBundle,
  encodeLeaf,
  readTilePath,
  tilePath,
} from '../../shared/log/leaves.ts'
import { isConsistent, rootOfBeginning } from '../../shared/log/merkle.ts'
import {
  cosignedAt,
  isSignedBy,
  readCheckpoint,
  readNote,
  TRUSTEE_NAME,
  writeNote,
} from '../../shared/log/note.ts'
import { openLabel, sealLabel } from '../../shared/membership/device-label.ts'
import { emptyDirectory } from '../../shared/membership/directory.ts'
import { foldAll, foldStatement, isMembership, organisationOf } from '../../shared/membership/fold/fold.ts'
import {
  openAsCoordinator,
  onceKey,
  openText,
  openOnce,
  openReply,
  openOuterLayer,
  openSlot,
  tagsOf,
  type OpenedLayer,
  type WeekKey,
} from '../../shared/protocol/envelope.ts'
import {
  openMessage,
  keepsCommitment,
  openCode,
  readCode,
  sealMessage,
  wordsOf,
  type Place,
} from '../../shared/protocol/mailbox.ts'
import { JoinRequest, Offer } from '../../shared/membership/invitation.ts'
import { openOrganisationKey } from '../../shared/membership/organisation-key.ts'
import { decodeOuterHeader, encodeOuterHeader } from '../../shared/protocol/outer-header.ts'
import { openWeekKey } from '../../shared/membership/week-key.ts'
import { Statement, type StatementOf } from '../../shared/membership/statements.ts'
import { openDeviceFile, type DevicePackage } from '../../shared/device-file.ts'
import type { Example } from '../fixtures/vectors/make-protocol-example.ts'
import {
  anythingLike,
  array,
  boolean,
  bytesLike,
  constantFrom,
  nat,
  textLike,
  tuple,
  valueLike,
} from './inputs.ts'
import { must, taken, takenLater, target, type Target } from './target.ts'
import { openEvent } from '../../renderer/engine/inbox/open.ts'

/** Bytes that only look random. */
const fixedRandom = (): ((bytes: number) => Uint8Array) => {
  let count = 0
  return (bytes) =>
    Uint8Array.from({ length: bytes }, () => (count = (count * 1103515245 + 12345) & 0x7fffffff) >> 16)
}
/** The fastest Argon2id that the schema allows: what is tried here is the reading, not the cost. */
const CHEAP = { memoryKiB: 8, passes: 1 }
const ZERO = new Uint8Array(24)

export const protocolTargets = async (example: Example): Promise<Target[]> => {
  const random = fixedRandom()
  const roots = {
    municipality: toBase64url(fromHex(example.roots.municipality.publicKey)),
    trustee: toBase64url(fromHex(example.roots.trustee.publicKey)),
    relay: toBase64url(fromHex(example.roots.relay.publicKey)),
  }
  const scope: WeekKey = {
    of: 'signals',
    week: example.weekKey.week,
    generation: example.weekKey.generation,
    keyId: fromHex(example.weekKey.keyId),
    key: fromHex(example.weekKey.key),
  }
  const [signal, answer] = [fromHex(example.signal.envelope), fromHex(example.answer.envelope)]
  const tokens = example.tokens.map(({ token }) => fromHex(token))
  const contentKey = fromHex(example.signal.contentKey)
  const reply = await importHpkeKey(fromHex(example.signal.replyPrivateKey))
  const coordinator = await importHpkeKey(
    fromHex(example.devices.find(({ id }) => id === 'wijkteam-2')!.hpkePrivateKey),
  )
  const schoolKey = fromHex(example.devices[0]!.signingKey)
  const innerOf = (inner: Uint8Array): OpenedLayer => ({
    of: 'signals',
    isSignal: inner[0] === 1,
    eventId: inner.slice(1, 17),
    replyKey: inner.slice(17, 49),
    expiresDay: example.signal.expiresDay,
    week: scope.week,
    inner,
  })
  /** Everything that a device may do with an inner layer. */
  const use = async (opened: OpenedLayer): Promise<boolean> => {
    must(tagsOf(opened).length === 16, 'sixteen tags')
    const keys = tokens.flatMap((token) =>
      Array.from({ length: 16 }, (_, i) => openSlot(opened, i, token) ?? []).flat(),
    )
    const content = [...keys, contentKey].map((key) => openText(opened, key)).find((one) => one !== null)
    await openReply(opened, reply)
    await openAsCoordinator(opened, coordinator)
    return content ? content.signedBy(schoolKey).then(() => true) : false
  }
  const statements = example.directory.statements
  const directory = await foldAll(statements, roots)
  const signedSample = [
    ...statements,
    example.acknowledged,
    example.checkpoint,
    example.invitation.statement,
    ...example.holders.map(({ statement }) => statement),
  ]
  /** Body as JSON, to be changed inside. */
  const bodies = signedSample.map(({ body, signatures }) => ({
    body: JSON.parse(body) as unknown,
    signatures,
  }))
  const statementLike = tuple(valueLike(bodies), boolean()).map(([value, asIs]) => {
    const { body, signatures } = (value ?? {}) as { body?: unknown; signatures?: unknown }
    return asIs ? value : { body: typeof body === 'string' ? body : JSON.stringify(body), signatures }
  })
  const leaves = example.log.leaves.map(fromHex)
  const notes = example.log.notes
  const relayName = {
    name: `ruggensteun/relay/${example.log.logId}`,
    publicKey: fromHex(example.roots.relay.publicKey),
  }
  const hashes = example.log.leafHashes.map(fromHex)
  const hpkeKeys = [
    { deviceId: 'welzijn-1', hpkeKey: await importHpkeKey(fromHex(example.devices[1]!.hpkePrivateKey)) },
  ]
  const organisationKey = await importHpkeKey(fromHex(example.directory.organisationPrivateKeys['welzijn']!))
  const sealedKey = await sealKey(
    fromHex(example.devices[1]!.hpkeKey),
    contentKey,
    'reply',
    new Uint8Array(16),
  )
  const organisationBody = JSON.parse(
    statements.find(({ body }) => body.includes('"organisationId":"welzijn","version"'))!.body,
  ) as StatementOf<'organisation-key'>
  const weekKeyBody = JSON.parse(statements.at(-1)!.body) as StatementOf<'week-key'>
  const mailbox = { mailbox: example.invitation.mailbox, key: fromHex(example.invitation.key) }
  const { offer, request, nonce } = example.invitation
  const messages = {
    offer,
    request,
    reveal: { nonce },
    welcome: {
      statements: statements.slice(0, 2),
      servers: { relay: 'https://relay.example', trustee: 'https://trustee.example' },
    },
  }
  const sealedMessages = (Object.keys(messages) as Place[]).map((place) =>
    sealMessage(mailbox, place, messages[place], random),
  )
  const labelKeys = new Map([
    [1, { privateKey: fromHex(example.directory.organisationPrivateKeys['welzijn']!) }],
  ])
  const label = sealLabel('Laptop van Karim', 'welzijn-1', 1, labelKeys.get(1)!.privateKey, random)
  const dataKey = random(32)
  const row = sealRow(dataKey, 'children', 'a', { firstName: 'Jan' }, random)
  const box = await sealWithPassphrase('een zin om mee te oefenen', dataKey, 'fuzz', random, CHEAP)
  const pack: DevicePackage = {
    identity: {
      person: { name: 'Karim Bos', function: 'jongerenwerker', phone: '06' },
      deviceId: 'welzijn-1',
      signingSeed: toBase64url(random(32)),
      hpkeKey: toBase64url(random(32)),
      formerKeys: [],
      statements: [statements[1]!],
      roots,
      servers: messages.welcome.servers,
    },
    caseload: { name: 'lijst.csv', text: 'Roepnaam\nJan' },
    rows: null,
  }
  const deviceFileOf = async (content: unknown): Promise<Uint8Array> =>
    utf8(
      JSON.stringify({
        format: 'ruggensteun-device/1',
        box: await sealWithPassphrase(
          'zin',
          utf8(typeof content === 'string' ? content : (JSON.stringify(content) ?? '')),
          'ruggensteun/device-file/1',
          random,
          CHEAP,
        ),
      }),
    )
  const deviceFile = fromUtf8(await deviceFileOf(pack))
  const oprf = deriveKeyPair(dataKey, utf8('fuzz'))
  const blinded = javascriptOprf.blind([utf8('a'), utf8('b')])
  const evaluation = blindEvaluateBatch(
    oprf,
    blinded.map(({ element }) => element),
  )
  const flat = concat(...evaluation.evaluated, evaluation.proof)

  return [
    target(
      'base64url and UTF-8',
      ['shared/encoding.ts fromBase64url', 'shared/encoding.ts fromUtf8'],
      300,
      textLike(['AAAA', '_-8', toBase64url(dataKey)]),
      (text) => {
        const fits = [8, 16, 32, 80].filter((length) => base64urlOf(length).safeParse(text).success)
        for (const length of fits)
          must(
            fromBase64url(text).length === length && toBase64url(fromBase64url(text)) === text,
            'a text that fits decodes to its length, and back',
          )
        return fits.length > 0
      },
    ),
    target('leaf', ['shared/log/leaves.ts decodeLeaf'], 1000, bytesLike(leaves), (bytes) =>
      taken(() => {
        const leaf = decodeLeaf(bytes)
        return leaf && must(equalBytes(encodeLeaf(leaf), bytes), 'a leaf has one encoding')
      }),
    ),
    target(
      'bundle of leaves',
      ['shared/log/leaves.ts decodeBundle'],
      600,
      bytesLike([encodeBundle(leaves), new Uint8Array()]),
      (bytes) =>
        taken(() => {
          const entries = decodeBundle(bytes)
          return entries && must(equalBytes(encodeBundle(entries), bytes), 'a bundle has one encoding')
        }),
    ),
    target(
      'carried file',
      ['shared/protocol/carried.ts decodeCarried'],
      200,
      bytesLike([
        encodeCarried({
          format: 'ruggensteun-carried',
          version: 1,
          logId: example.log.logId,
          after: 0,
          directoryAfter: 2,
          envelopes: [],
        }),
        encodeCarried({
          format: 'ruggensteun-brought',
          version: 1,
          acknowledged: [statements[0]!],
          directory: [{ statements: [{ seq: 1, statement: statements[0]! }], head: 1, page: statements[1]! }],
          events: [{ events: [], head: 0, checkpoint: statements[1]!, page: statements[1]! }],
          more: false,
        }),
      ]),
      (bytes) =>
        taken(() => {
          const file = decodeCarried(bytes)
          if (!file) return null
          if (file.format === 'ruggensteun-brought')
            file.events.forEach(({ events }) =>
              must(eventItems(events).length === 43, 'the items of every page have a hash'),
            )
          return must(decodeCarried(encodeCarried(file)) !== null, 'what was read can be written and read')
        }),
    ),
    target(
      'path of a tile',
      ['shared/log/leaves.ts readTilePath'],
      600,
      textLike(['000', 'x001/234', 'x001/x234/067']),
      (text) =>
        taken(() => {
          const index = readTilePath(text)
          return index !== null && must(tilePath(index) === text, 'a path has one spelling')
        }),
    ),
    target(
      'note and checkpoint',
      ['shared/log/note.ts readNote', 'shared/log/note.ts readCheckpoint'],
      500,
      textLike(notes),
      (text) =>
        taken(() => {
          const note = readNote(text)
          if (!note) return null
          must(readNote(writeNote(note)) !== null, 'what was read can be written and read')
          return readCheckpoint(note.text)
        }),
    ),
    target(
      'text of a checkpoint',
      ['shared/log/note.ts readCheckpoint'],
      500,
      textLike(notes.map((note) => note.slice(0, note.indexOf('\n\n') + 1))),
      (text) => taken(() => readCheckpoint(text)),
    ),
    target(
      'signatures of a note',
      ['shared/log/note.ts isSignedBy', 'shared/log/note.ts cosignedAt'],
      60,
      textLike(notes),
      async (text) => {
        const note = readNote(text)
        if (!note) return false
        const [signed, seconds] = [
          await isSignedBy(note, relayName),
          await cosignedAt(note, { name: TRUSTEE_NAME, publicKey: fromHex(example.roots.trustee.publicKey) }),
        ]
        if (signed)
          must(
            notes.some((known) => readNote(known)!.text === note.text),
            'nobody else makes the relay say something',
          )
        return signed || seconds !== null
      },
    ),
    target(
      'proofs of a tree',
      ['shared/log/merkle.ts isConsistent', 'shared/log/merkle.ts rootOfBeginning'],
      300,
      tuple(nat(40), nat(40), array(constantFrom(...hashes, new Uint8Array(), dataKey), { maxLength: 8 })),
      ([before, size, proof]) => {
        const after = { size, root: hashes[0]! }
        const root = rootOfBeginning(before, after, proof, hashes[1]!)
        return isConsistent({ size: before, root: hashes[1]! }, after, proof) || root !== null
      },
    ),
    target('statement', ['shared/crypto/signing.ts readStatement'], 200, statementLike, (value) => {
      const statement = Statement.safeParse(value)
      if (!statement.success) return false
      isMembership(statement.data)
      organisationOf(statement.data, directory)
      return readStatement(statement.data) !== null
    }),
    target(
      'statement, folded',
      [
        'shared/membership/fold/fold.ts foldStatement',
        'shared/crypto/signing.ts signedBy',
        'shared/crypto/signing.ts verify',
      ],
      200,
      tuple(statementLike, boolean()),
      async ([value, fromNothing]) => {
        const statement = Statement.safeParse(value)
        if (!statement.success) return false
        const before = fromNothing ? emptyDirectory : directory
        const folded = await foldStatement(before, statement.data, roots)
        if (folded.accepted)
          must(
            statements.some(({ body }) => body === statement.data.body),
            'nobody is admitted by a statement that was changed',
          )
        return folded.accepted
      },
    ),
    target(
      'signature',
      ['shared/crypto/signing.ts verify'],
      60,
      tuple(
        bytesLike([fromHex(example.signal.signature), new Uint8Array(64)]),
        bytesLike([schoolKey, new Uint8Array(32)]),
      ),
      async ([signature, key]) =>
        (await verify(key, 'fuzz', dataKey, signature)) ||
        signedBy(example.checkpoint, 'relay', toBase64url(key)),
    ),
    target(
      'outer header',
      ['shared/protocol/outer-header.ts decodeOuterHeader'],
      600,
      bytesLike([signal, answer]),
      (bytes) =>
        taken(() => {
          const header = decodeOuterHeader(bytes)
          return (
            header && must(equalBytes(encodeOuterHeader(header), bytes.slice(0, 41)), 'a header writes back')
          )
        }),
    ),
    target(
      'envelope',
      ['shared/protocol/envelope.ts openOuterLayer'],
      100,
      bytesLike([signal, answer], { fixed: true, most: 2100 }),
      (bytes) =>
        taken(() => {
          const opened = openOuterLayer(bytes, scope)
          return (
            opened &&
            must(equalBytes(bytes, signal) || equalBytes(bytes, answer), 'one changed byte closes it')
          )
        }),
    ),
    target(
      'envelope, by the key that two coordinators gave',
      ['shared/protocol/envelope.ts openOnce', 'shared/crypto/aead.ts openWithSubkey'],
      100,
      bytesLike([signal, answer], { fixed: true, most: 2100 }),
      (bytes) =>
        taken(() => {
          const opened = openOnce(bytes, onceKey(signal, scope)!)
          return opened && must(equalBytes(bytes, signal), 'it opens that one and no other')
        }),
    ),
    target(
      'inner layer, by a hostile member',
      [
        'shared/protocol/envelope.ts openSlot',
        'shared/protocol/envelope.ts openReply',
        'shared/protocol/envelope.ts openAsCoordinator',
        'shared/protocol/envelope.ts openText',
      ],
      20,
      bytesLike([fromHex(example.signal.inner), fromHex(example.answer.inner)], { fixed: true }),
      (inner) => (inner.length === 1991 ? use(innerOf(inner)) : false),
    ),
    target(
      'content, by a hostile member',
      ['shared/protocol/envelope.ts openText', 'renderer/engine/inbox/open.ts openEvent'],
      200,
      tuple(textLike([example.signal.text, example.answer.text]), nat(0xffff), boolean()),
      ([text, length, honest]) => {
        const head = fromHex(example.signal.inner).slice(0, 1345)
        const plain = new Uint8Array(630)
        const written = utf8(text.toWellFormed()).slice(0, 564)
        plain.set(written, 66)
        new DataView(plain.buffer).setUint16(64, honest ? written.length : length)
        const sealed = xchacha20poly1305(contentKey, ZERO, head).encrypt(plain)
        return taken(() => openEvent(innerOf(concat(head, sealed)), contentKey))
      },
    ),
    target(
      'message as bytes',
      ['shared/messages/registry.ts decodeMessage'],
      400,
      textLike([example.signal.text, example.answer.text]),
      (text) =>
        taken(() => {
          const message = decodeMessage(utf8(text.toWellFormed()))
          return (
            message &&
            must(
              JSON.stringify(decodeMessage(encodeMessage(message))) === JSON.stringify(message),
              'a message writes back',
            )
          )
        }),
    ),
    target(
      'content as JSON',
      ['shared/messages/registry.ts readContent'],
      300,
      valueLike([
        ...[example.signal.text, example.answer.text].map((text) => (JSON.parse(text) as unknown[])[2]),
        [3, 1795424400, 'd4r5-T2jwd2x4cHnfkm2yA'],
        [4, 1795424400, 'd4r5-T2jwd2x4cHnfkm2yA', 3, 'gemeente Groningen'],
        [8, 1795424400, 'd4r5-T2jwd2x4cHnfkm2yA', 5, 'AAAAAAAAAAAB'],
        [11, 1795424400, 'd4r5-T2jwd2x4cHnfkm2yA', 0, 6, 'Er is een wachtlijst.', '990101', 20780, 20794],
        [12, 1795424400, 'd4r5-T2jwd2x4cHnfkm2yA', 0, 3, 'Dit gaat over inkoop.'],
      ]),
      (value) =>
        taken(() => {
          const content = readContent(value)
          return (
            content &&
            must(
              JSON.stringify(readContent(packContent(content))) === JSON.stringify(content),
              'a content writes back',
            )
          )
        }),
    ),
    target('sealed key (HPKE)', ['shared/crypto/hpke.ts openKey'], 30, bytesLike([sealedKey]), (sealed) =>
      takenLater(async () => {
        const key = await openKey(hpkeKeys[0]!.hpkeKey, sealed, 'reply', new Uint8Array(16))
        return key && must(equalBytes(sealed, sealedKey), 'one changed byte closes it')
      }),
    ),
    target(
      'organisation key',
      ['shared/membership/organisation-key.ts openOrganisationKey'],
      30,
      valueLike([organisationBody]),
      (value) =>
        takenLater(async () => {
          const body = readStatement({
            body: JSON.stringify(value) ?? '',
            signatures: [{ by: 'welzijn-1', signature: '' }],
          })
          return body?.type === 'organisation-key' ? openOrganisationKey(body, hpkeKeys) : null
        }),
    ),
    target('week key', ['shared/membership/week-key.ts openWeekKey'], 30, valueLike([weekKeyBody]), (value) =>
      takenLater(async () => {
        const body = readStatement({
          body: JSON.stringify(value) ?? '',
          signatures: [{ by: 'wijkteam-1', signature: '' }],
        })
        return body?.type === 'week-key' ? openWeekKey(body, 'welzijn', [organisationKey]) : null
      }),
    ),
    target(
      'name of a device',
      ['shared/membership/device-label.ts openLabel'],
      100,
      tuple(bytesLike([fromBase64url(label.sealed)]), nat(3), constantFrom('welzijn-1', 'welzijn-2')),
      ([sealed, version, id]) =>
        taken(() => openLabel({ id, label: { version, sealed: toBase64url(sealed) } }, labelKeys)),
    ),
    target(
      'mailbox message',
      ['shared/protocol/mailbox.ts openMessage'],
      60,
      tuple(bytesLike(sealedMessages), constantFrom<Place>('offer', 'request', 'reveal', 'welcome')),
      ([sealed, place]) => taken(() => openMessage(mailbox, place, sealed)),
    ),
    target(
      'mailbox message, by somebody with the code',
      [
        'shared/protocol/mailbox.ts openMessage',
        'shared/protocol/mailbox.ts keepsCommitment',
        'shared/protocol/mailbox.ts wordsOf',
      ],
      150,
      tuple(valueLike(Object.values(messages)), constantFrom<Place>('offer', 'request', 'reveal', 'welcome')),
      ([value, place]) =>
        taken(() => {
          const opened = openMessage(
            mailbox,
            place,
            seal(
              mailbox.key,
              utf8((JSON.stringify(value) ?? '').toWellFormed()),
              utf8(`ruggensteun/mailbox/1|${['offer', 'request', 'reveal', 'welcome'].indexOf(place)}`),
              random,
            ),
          )
          if (place === 'offer' && Offer.safeParse(opened).success) keepsCommitment(opened as Offer, nonce)
          if (place === 'request' && JoinRequest.safeParse(opened).success)
            must(wordsOf(mailbox.mailbox, offer, opened as JoinRequest, nonce).length === 4, 'four words')
          return opened
        }),
    ),
    target(
      'invitation code',
      ['shared/protocol/mailbox.ts readCode'],
      600,
      textLike([example.invitation.code, '7kq4m 2xpnb', 'OIL00-00000']),
      (text) =>
        taken(() => {
          const code = readCode(text)
          return code && must(readCode(code) === code, 'a code that was read reads as itself')
        }),
    ),
    target(
      'invitation code, stretched',
      ['shared/protocol/mailbox.ts openCode'],
      0.02,
      textLike([example.invitation.code]),
      async (text) => {
        if (readCode(text) !== null) return (await openCode(text)).key.length === 32
        return openCode(text).then(
          () => must(false, 'no code, no key'),
          (error: unknown) => !must(error instanceof RangeError, 'no code is a RangeError'),
        )
      },
    ),
    target(
      'check words and fingerprint',
      ['shared/crypto/check-words.ts checkWords', 'shared/crypto/check-words.ts fingerprint'],
      200,
      array(bytesLike([dataKey]), { maxLength: 4 }),
      (parts) =>
        must(checkWords(parts).length === 4 && fingerprint(toBase64url(dataKey)).length === 47, 'four words'),
    ),
    target(
      'sealed bytes',
      ['shared/crypto/seal.ts open'],
      300,
      bytesLike([seal(dataKey, dataKey, ZERO, random)]),
      (sealed) => taken(() => open(dataKey, sealed, ZERO)),
    ),
    target(
      'stored row',
      ['shared/crypto/seal.ts openRow'],
      300,
      tuple(bytesLike([row]), constantFrom('children', 'threads')),
      ([sealed, table]) => {
        const value = openRow(dataKey, table, 'a', sealed)
        if (value !== undefined)
          must(equalBytes(sealed, row) && table === 'children', 'a row opens as it was, in its own place')
        return value !== undefined
      },
    ),
    target(
      'stored row that is no bytes',
      ['shared/crypto/seal.ts openRow'],
      100,
      anythingLike([row, null]),
      (sealed) => openRow(dataKey, 'children', 'a', sealed as Uint8Array) !== undefined,
    ),
    target(
      'passphrase box',
      ['shared/crypto/seal.ts openWithPassphrase'],
      4,
      tuple(valueLike([box]), textLike(['een zin om mee te oefenen'])),
      ([value, passphrase]) =>
        takenLater(async () => {
          const parsed = PassphraseSealed.safeParse(value)
          return parsed.success && parsed.data.kdf.memoryKiB <= 64
            ? openWithPassphrase(passphrase, parsed.data, 'fuzz')
            : null
        }),
    ),
    target('device file', ['shared/device-file.ts openDeviceFile'], 6, textLike([deviceFile]), (text) => {
      const memory = /"memoryKiB":(\d+)/.exec(text)?.[1] ?? '0'
      return Number(memory) > 64 ? false : takenLater(() => openDeviceFile(utf8(text.toWellFormed()), 'zin'))
    }),
    target(
      'device file, by somebody with the passphrase',
      ['shared/device-file.ts openDeviceFile'],
      6,
      valueLike([pack, 'no JSON {']),
      (value) => takenLater(async () => openDeviceFile(await deviceFileOf(value), 'zin')),
    ),
    target(
      'answers of a key holder, JavaScript',
      ['shared/crypto/oprf.ts finalizeBatch'],
      5,
      bytesLike([flat]),
      (bytes) =>
        taken(() =>
          finalizeBatch(
            'relay',
            blinded,
            { evaluated: [bytes.slice(0, 32), bytes.slice(32, 64)], proof: bytes.slice(64) },
            oprf.publicKey,
            javascriptOprf,
          ),
        ),
    ),
    target(
      'answers of a key holder, WebAssembly',
      ['shared/crypto/ristretto.ts finalizeBatch'],
      20,
      bytesLike([flat]),
      (bytes) =>
        taken(() => {
          const outputs = finalizeBatch(
            'trustee',
            blinded,
            { evaluated: [bytes.slice(0, 32), bytes.slice(32, 64)], proof: bytes.slice(64) },
            oprf.publicKey,
            webassemblyOprf,
          )
          return must(equalBytes(bytes, flat) && outputs.length === 2, 'only the true answer is taken')
        }),
    ),
    target(
      'elements to evaluate',
      ['shared/crypto/ristretto.ts blindEvaluateBatch'],
      40,
      array(bytesLike([blinded[0]!.element, blinded[1]!.element, new Uint8Array(32)]), { maxLength: 3 }),
      (elements) => {
        try {
          return blindEvaluateBatch(oprf, elements).evaluated.length === elements.length
        } catch (error) {
          if (error instanceof InvalidElement) return false
          throw error
        }
      },
    ),
  ]
}
