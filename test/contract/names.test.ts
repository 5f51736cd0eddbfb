/** One word has one meaning (docs/glossary.md): names that were retired do not come back. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Each with the name that took its place. */
const RETIRED: readonly (readonly [RegExp, string])[] = [
  [/(?<![a-z])askers?(?![a-z])|Asker(?![a-z])/, 'requester'],
  [/(?<![a-z])knowers?(?![a-z])|Knower(?![a-z])/, 'responder'],
  [/\b(Line|Holding)?Deeds?\b/, 'CoordinationAction, LinieAction'],
  [/\bkin\b|\bKin(?![a-z])/, 'relation; familyNames'],
  [/scope[- ]?key/i, 'week key'],
  [/\bopenScope\b|\bOpenedScope\b/, 'openOuterLayer, OpenedLayer'],
  [/\bisLive\b/, 'hasDpia'],
  [/\bLiveEnvelope\b|\bliveKey\b|\bstate\.live\b/, 'StoredEnvelope, the table envelopes'],
  [
    /\bTALK\b|\bTalk[A-Z]|'talk'|messages\/talk/,
    'conversation; one thing in it is an entry (ConversationContent, EntryRef)',
  ],
  [/\bTogether[A-Z]|'together'|'bring-together'/, 'link'],
  [/'shield'|'in-view-shielded'|'shielded-answer'|\bshieldedBy\b/, 'unnamed-answer, in-view-unnamed'],
  [/'coverage'/, 'receipt-summary'],
  [/[Aa]ppeal/, 'escalation'],
  [/\b[Ss]econded\b/, 'confirmed, escalation-confirmed'],
  [/\bLineContent\b|type: 'line'/, 'linie-request'],
  [/\bToldCounts\b|\bwithTold\b|\bmeta\.told\b/, 'LogCounts, addLeaves, reported'],
]

const files = ['', 'build', 'docs', 'electron', 'relay', 'renderer', 'shared', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: folder !== '', encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((file) => /\.(ts|tsx|md)$/.test(file) && !file.endsWith('contract/names.test.ts')),
)

describe.each(RETIRED.map(([pattern, name]) => ({ pattern, name })))(
  'in place of $pattern',
  ({ pattern, name }) => {
    test(`stands ${name}`, () => {
      const found = files.flatMap((file) =>
        readFileSync(join(root, file), 'utf8')
          .split('\n')
          .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1} ${line.trim().slice(0, 80)}`] : [])),
      )
      expect(found).toEqual([])
    })
  },
)
