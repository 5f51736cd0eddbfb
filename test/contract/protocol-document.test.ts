/**
 * docs/protocol.md says what the code does, and all of it: labels, routes, refusals, statements, lists and
 * limits, compared in both directions.
 */
import { EscalationReason, LinieAction } from '../../shared/domain/linies.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Refusal } from '../../relay/errors.ts'
import { WORDS } from '../../shared/crypto/check-words.ts'
import { MAY } from '../../shared/membership/roles.ts'
import {
  AgeGroup,
  AnswerKind,
  AttemptWay,
  ComparedField,
  Outcome,
  ParentsInformed,
  Urgency,
} from '../../shared/domain/signal.ts'
import {
  CoordinationAction,
  DisclosureReason,
  NameReason,
  LinkStep,
  Relation,
} from '../../shared/domain/coordination.ts'
import {
  AgreementBy,
  AgreementWhat,
  AskKind,
  MAX_SAID_BYTES,
  PauseReason,
  RefusalReason,
} from '../../shared/domain/conversation.ts'
import { MAX_TEXT_BYTES } from '../../shared/protocol/envelope.ts'
import {
  ENVELOPE_BYTES,
  ErrorCode,
  LiveMessage,
  MAX_EVALUATE,
  MAX_LIFE_DAYS,
  MAX_PULL,
  MAX_PUSH,
} from '../../shared/protocol/http.ts'
import { RevocationReason, StatementBody } from '../../shared/membership/statements.ts'
import { Linie, OrganisationKind, Role } from '../../shared/domain/identifiers.ts'

const root = resolve(import.meta.dirname, '../..')
const document = readFileSync(join(root, 'docs/protocol.md'), 'utf8')
const [prose] = document.split('<!-- example: made by') as [string]
const files = (...folders: readonly string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
const sources = (...folders: readonly string[]): string =>
  files(...folders)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort()

/** Cells of the rows of a table whose header begins so, without code marks. */
const table = (header: string): string[][] => {
  const lines = prose.split('\n')
  const from = lines.findIndex((line) => line.startsWith(`| ${header}`))
  if (from < 0) throw new Error(`the document has no table '${header}'`)
  const until = lines.findIndex((line, i) => i > from && !line.startsWith('|'))
  return lines.slice(from + 2, until).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '').replaceAll('\\|', '|')),
  )
}
const codes = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!)
/** The words between code marks that follow a term in bold or in the first cell of a row. */
const listed = (name: string): string[] =>
  codes(
    prose
      .split('\n')
      .map((line) =>
        line.startsWith(`| ${name} |`)
          ? line
          : (new RegExp(`\\*\\*${name}\\*\\*: [^.]+`).exec(line)?.[0] ?? ''),
      )
      .join('\n'),
  )

describe('docs/protocol.md', () => {
  test('names every label of the code, and no other', () => {
    const fixed = (label: string): string =>
      label
        .replace(/(\||(?<=\/1\/)|(?<=(relay|trustee|panel)\/))(\$\{|<).*$/, '')
        .replace(/\$\{holder\}\/\$\{logId\}$/, 'relay/')
    const ofCode = [
      ...sources('shared', 'relay', 'renderer/engine').matchAll(/['`](ruggensteun\/[^'`\s]+)/g),
    ].map(([, label]) => fixed(label!))
    const ofDocument = table('label | kind')
      .flatMap(([cell]) => cell!.split(', '))
      .map(fixed)
      .filter((label) => label !== 'ruggensteun/trustee/')
    expect(sorted(ofDocument)).toEqual(sorted(ofCode))
    const mentioned = [...prose.matchAll(/ruggensteun\/[a-z-]+\/1\b/g)].map(([label]) => label)
    expect(
      sorted(mentioned).filter((label) => !table('label | kind').some(([cell]) => cell!.startsWith(label))),
    ).toEqual([])
  })

  test('names every route of relay and trustee, and no other', () => {
    const ofCode = [...sources('relay').matchAll(/\b(?:server|scope)\.(get|post)\('([^']+)'/g)].map(
      ([, method, path]) => `${method!.toUpperCase()} ${path}`,
    )
    const ofDocument = [...prose.matchAll(/`((?:GET|POST) \/[a-z0-9/:.*]+)`/g)].map(([, route]) =>
      route!.replace(/^(\w+) (.*)$/, '$1 $2'),
    )
    expect(sorted(ofDocument)).toEqual(sorted(ofCode))
  })

  test('names every refusal with its status, and no other', () => {
    expect(
      table('code | status')
        .map(([code, status]) => `${code} ${status}`)
        .sort(),
    ).toEqual(ErrorCode.options.map((code) => `${code} ${new Refusal(code).status}`).sort())
  })

  test('names every statement with its members, and no other', () => {
    const ofDocument = table('type | members').map(
      ([type, members]) =>
        [
          type!,
          sorted(
            members!
              .replace(/: (\[\{[^}]*\}\]|\{[^}]*\})/g, '')
              .replace(/\([^)]*\)/g, '')
              .split(',')
              .map((name) => name.trim()),
          ),
        ] as const,
    )
    const ofCode = StatementBody.options.map(
      (option) =>
        [
          option.shape.type.value,
          sorted(Object.keys(option.shape).filter((name) => name !== 'type')),
        ] as const,
    )
    expect(Object.fromEntries(ofDocument)).toEqual(Object.fromEntries(ofCode))
  })

  test('names every message of the socket with its members', () => {
    const ofDocument = table('type | members | |').map(
      ([type, members]) => [type!, members === '' ? [] : sorted(members!.split(', '))] as const,
    )
    expect(Object.fromEntries(ofDocument)).toEqual(
      Object.fromEntries(
        LiveMessage.options.map((option) => [
          option.shape.type.value,
          sorted(Object.keys(option.shape).filter((name) => name !== 'type')),
        ]),
      ),
    )
  })

  test('has every closed list in its order', () => {
    const lists: Readonly<Record<string, readonly string[]>> = {
      way: AttemptWay.options,
      urgency: Urgency.options,
      parents: ParentsInformed.options,
      'age group': AgeGroup.options,
      compared: ComparedField.options,
      answer: AnswerKind.options,
      outcome: Outcome.options,
      kind: OrganisationKind.options,
      linie: Linie.options,
      reason: RevocationReason.options,
      ask: AskKind.options,
      refusal: RefusalReason.options,
      pause: PauseReason.options,
      by: AgreementBy.options,
      action: AgreementWhat.options,
      coordinating: CoordinationAction.options,
      'name reason': NameReason.options,
      disclosure: DisclosureReason.options,
      step: LinkStep.options,
      relation: Relation.options,
      'linie action': LinieAction.options,
      'escalation reason': EscalationReason.options,
    }
    for (const [name, options] of Object.entries(lists))
      expect([name, listed(name)]).toEqual([name, [...options]])
    expect(prose).toContain(
      Array.from({ length: 16 }, (_, i) => WORDS.slice(16 * i, 16 * i + 16).join(' ')).join('\n'),
    )
  })

  test('says what each role may do', () => {
    for (const role of Role.options)
      expect([
        role,
        codes(prose.split('\n').find((line) => line.startsWith(`| \`${role}\` |`))!).slice(1),
      ]).toEqual([role, [...MAY[role]]])
  })

  test('names every purpose of HPKE', () => {
    const type = /HpkePurpose = ([^\n]+)/.exec(readFileSync(join(root, 'shared/crypto/hpke.ts'), 'utf8'))![1]!
    expect(sorted(table('purpose | what').map(([purpose]) => purpose!))).toEqual(
      sorted([...type.matchAll(/'([^']+)'/g)].map(([, purpose]) => purpose!)),
    )
  })

  test('has the limits of the code', () => {
    const number = (value: number): string => value.toLocaleString('en-US')
    for (const sentence of [
      `1 to ${number(MAX_EVALUATE)} elements`,
      `1 to ${number(MAX_PUSH)} of ${number(ENVELOPE_BYTES)} bytes`,
      `limit 1 to ${number(MAX_PULL)}`,
      `more than ${MAX_LIFE_DAYS} days ahead`,
      `length of the text, ${MAX_TEXT_BYTES} at most`,
      `at most ${MAX_SAID_BYTES} bytes between its quotes`,
    ])
      expect(prose).toContain(sentence)
  })

  test('and the schemas that it describes have no member that it does not name', () => {
    const named = new Set(codes(prose).flatMap((code) => code.match(/[a-zA-Z]+/g) ?? []))
    const membersOf = (schema: unknown): string[] => {
      const json = z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any' })
      const names: string[] = []
      const walk = (node: unknown): void => {
        if (Array.isArray(node)) node.forEach(walk)
        else if (node && typeof node === 'object')
          for (const [key, value] of Object.entries(node)) {
            if (key === 'properties') names.push(...Object.keys(value as object))
            walk(value)
          }
      }
      walk(json)
      return names
    }
    expect(sorted(StatementBody.options.flatMap(membersOf)).filter((name) => !named.has(name))).toEqual([])
  })
})
