/**
 * What documents and comments say of files, headings, commands and names exists: a reader who follows them
 * arrives.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const documents = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`),
]
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const textOf = (document: string): string => readFileSync(join(root, document), 'utf8')

/** Text files of ours, by their path from the root. */
const sources = ['electron', 'renderer', 'shared', 'relay', 'build', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|mjs|css|html|c|json|md)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !file.includes('node_modules')),
)
const headingsOf = (document: string): string[] =>
  [...textOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!)

interface Citation {
  readonly document: string
  /** The beginning of a heading, or null. */
  readonly heading: string | null
}

/**
 * The documents that a text cites by name, as in `(ARCHITECTURE.md, "Time")` or `(docs/protocol.md, section 9)`,
 * also over the end of a line.
 */
const citationsIn = (text: string): Citation[] => {
  const line = text.replace(/\n\s*(\*|\/\/)? */g, ' ').replace(/\[[^\]]*\]\(/g, '(')
  return [...line.matchAll(/([\w./-]*[\w-]\.md)\b(?:[`)]?, (?:"([^"]+)"|section (\d+)))?/g)].map(
    ([, document, heading, section]) => ({
      document: document!,
      heading: section === undefined ? (heading ?? null) : `${section}. `,
    }),
  )
}

/** Why a citation leads nowhere, or null. */
const deadEnd = (file: string, { document, heading }: Citation): string | null => {
  const found = [document, join(dirname(file), document)].find((path) => existsSync(join(root, path)))
  if (!found) return `${file}: ${document} does not exist`
  const leads = (one: string): boolean =>
    heading === null || one === heading || (/^\d+\. $/.test(heading) && one.startsWith(heading))
  return headingsOf(found).some(leads) ? null : `${file}: ${document} has no heading "${heading}"`
}

describe.each(documents)('%s', (document) => {
  test('cites documents and headings that exist', () => {
    expect(citationsIn(textOf(document)).flatMap((one) => deadEnd(document, one) ?? [])).toEqual([])
  })

  test('names tests that exist', () => {
    const named = [...textOf(document).matchAll(/`([\w./-]+\.(?:test|spec)\.tsx?)`/g)].map(
      ([, file]) => file!,
    )
    expect(
      named.filter((file) => !existsSync(join(root, file)) && !existsSync(join(root, 'test', file))),
    ).toEqual([])
  })

  test('links to files that exist', () => {
    const links = [...textOf(document).matchAll(/\]\((?!https?:|mailto:)([\w./-]+)(?:#[^)]*)?\)/g)].map(
      ([, file]) => file!,
    )
    expect(links.filter((file) => !existsSync(join(root, dirname(document), file)))).toEqual([])
  })

  test('names commands that exist', () => {
    const commands = [...textOf(document).matchAll(/`npm run (?:--silent )?([\w:-]+)/g)].map(
      ([, name]) => name!,
    )
    expect(commands.filter((name) => !(name in scripts))).toEqual([])
  })
})

test('the threat model names a test, or says that there is none, for every party', () => {
  const parties = textOf('docs/threat-model.md')
    .split('\n## 1. The parties\n')[1]!
    .split('\n## ')[0]!
    .split('\n### ')
    .slice(1)
  expect(parties.length).toBeGreaterThan(14)
  expect(
    parties
      .filter(
        (party) =>
          !/\*\*(Learns?( and can do)?|There is no update server\.)\*\*/.test(party) ||
          !/\*\*Tests?\*\*:/.test(party),
      )
      .map((party) => party.split('\n')[0]),
  ).toEqual([])
})

describe('comments', () => {
  const cited = sources.flatMap((file) =>
    citationsIn(textOf(file)).map((citation) => ({ file, ...citation })),
  )

  test('cite documents and headings that exist', () => {
    // These two tests speak of documents that do not exist.
    const others = cited.filter(({ file }) => !/^test\/contract\/(documents|decisions)\.test\.ts$/.test(file))
    expect(others.flatMap(({ file, ...citation }) => deadEnd(file, citation) ?? [])).toEqual([])
  })

  test('cite decisions that exist', () => {
    const numbers = readdirSync(join(root, 'docs/decisions')).map((file) => file.slice(0, 4))
    const named = sources.flatMap((file) =>
      [...textOf(file).matchAll(/docs\/decisions\/(\d{4})/g)].map(([, number]) => ({
        file,
        number: number!,
      })),
    )
    expect(named.length).toBeGreaterThan(2)
    expect(named.filter(({ number }) => !numbers.includes(number))).toEqual([])
  })

  test('the look for citations sees one over the end of a line', () => {
    expect(citationsIn('/**\n * One (ARCHITECTURE.md,\n * "Time").\n */')).toEqual([
      { document: 'ARCHITECTURE.md', heading: 'Time' },
    ])
    expect(deadEnd('README.md', { document: 'docs/protocol.md', heading: '99. ' })).not.toBeNull()
    expect(
      deadEnd('README.md', { document: 'ARCHITECTURE.md', heading: 'Nothing of the kind' }),
    ).not.toBeNull()
    expect(deadEnd('README.md', { document: 'design.md', heading: null })).not.toBeNull()
  })
})

test('the README is at most 120 lines', () => {
  expect(textOf('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(120)
})

test('ARCHITECTURE.md names every import rule', () => {
  const rules = [
    ...textOf('test/contract/imports.test.ts').matchAll(/^ {4}name: '([^']+)'|\{ name: '([^']+)'/gm),
  ]
  const names = rules.map(([, alone, inline]) => (alone ?? inline)!)
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !textOf('ARCHITECTURE.md').includes(name))).toEqual([])
})

test('ARCHITECTURE.md names files and folders that exist', () => {
  const paths = [
    ...textOf('ARCHITECTURE.md').matchAll(/`((?:electron|renderer|shared|relay|build|test)\/[\w./-]*)`/g),
  ]
  expect(paths.length).toBeGreaterThan(80)
  expect(paths.map(([, path]) => path!).filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('every name in the glossary stands in the code', () => {
  const code = sources
    .filter((file) => /^(electron|renderer|shared|relay)\//.test(file) && /\.tsx?$/.test(file))
    .map(textOf)
    .join('\n')
  const names = [...textOf('docs/glossary.md').matchAll(/^\| .+ \| .+ \| `([^`]+)` \| .+ \|$/gm)].map(
    ([, name]) => name!,
  )
  expect(names.length).toBeGreaterThan(60)
  expect(names.filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(code))).toEqual([])
})
