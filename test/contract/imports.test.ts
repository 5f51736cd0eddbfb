import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))

const importsOf = (file: string): string[] => {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"\n]+)['"]/g)].map(([, name]) => name!)
}

/** A project file's path from the root, or the name of a package. */
const targetOf = (file: string, name: string): string =>
  name.startsWith('.')
    ? relative(root, resolve(root, dirname(file), name))
        .split(sep)
        .join('/')
    : name

interface Rule {
  readonly name: string
  readonly from: RegExp
  readonly never: RegExp
  readonly except?: RegExp
}

const NODE_OR_ELECTRON = /^(node:|electron$|electron-store$|fs$|path$|os$|child_process$)/
const RULES: readonly Rule[] = [
  {
    name: 'shared imports nothing of ours',
    from: /^shared\//,
    never: /^(electron|renderer|relay|build|test)\//,
  },
  { name: 'shared runs everywhere: no Node, no Electron', from: /^shared\//, never: NODE_OR_ELECTRON },
  {
    name: 'the renderer imports only itself and shared',
    from: /^renderer\//,
    never: /^(electron|relay|build|test)\//,
  },
  { name: 'the renderer knows no Node and no Electron', from: /^renderer\//, never: NODE_OR_ELECTRON },
  {
    name: 'electron imports only itself and shared',
    from: /^electron\//,
    never: /^(renderer|relay|build|test)\//,
  },
  {
    name: 'the shell knows nothing of the domain',
    from: /^electron\//,
    never: /^shared\/(api|calendar|domain|membership|messages|matching|crypto|protocol)\//,
  },
  {
    name: 'relay imports only itself and shared',
    from: /^relay\//,
    never: /^(electron|renderer|build|test)\//,
  },
  {
    name: 'only engine/store opens Dexie',
    from: /^(renderer|shared)\//,
    never: /^dexie/,
    except: /^renderer\/engine\/store\//,
  },
  {
    name: 'the interface reaches the engine only through its worker',
    from: /^renderer\/(?!engine\/)/,
    never: /^renderer\/engine\//,
  },
  {
    name: 'the engine knows no interface',
    from: /^renderer\/engine\//,
    never: /^renderer\/(?!engine\/)|^react/,
  },
  {
    name: 'core is pure: no store, network or crypto keys',
    from: /^renderer\/engine\/core\//,
    never: /^renderer\/engine\/(?!core\/)|^dexie/,
  },
  {
    name: 'what is kept knows only pure rules and the types of keys',
    from: /^renderer\/engine\/store\//,
    never: /^renderer\/engine\/(?!store\/|core\/|crypto\/|ports\.ts)/,
  },
  {
    name: 'what leaves, what arrives and who takes part know no command, no session and no screen',
    from: /^renderer\/engine\/(outbox|inbox|directory|log|crypto)\//,
    never: /^renderer\/engine\/(commands|session|sync|views|caseload|recovery)\//,
  },
  {
    name: 'a command puts in the outbox, and knows nothing of how that travels',
    from: /^renderer\/engine\/commands\//,
    never: /^renderer\/engine\/(sync|inbox|net|session|views|log)\//,
  },
  {
    name: 'views read, and nothing but the engine imports them',
    from: /^renderer\/engine\/(?!views\/|engine\.ts)/,
    never: /^renderer\/engine\/views\//,
  },
  {
    name: 'an envelope is bytes in and bytes out: protocol, keys and log know no message and no contract',
    from: /^shared\/(protocol|crypto|log)\//,
    never: /^shared\/(messages|api|domain\/(?!identifiers))/,
  },
  {
    name: 'ui components know no feature and no catalogue',
    from: /^renderer\/ui\//,
    never: /^renderer\/(features|widgets|i18n|client|app)\/|^(react-)?i18next$/,
  },
  {
    name: 'widgets stand in several features and know none',
    from: /^renderer\/widgets\//,
    never: /^renderer\/(features|app)\//,
  },
  {
    name: 'features know nothing of the window around them',
    from: /^renderer\/features\//,
    never: /^renderer\/app\//,
  },
  {
    name: 'words stand beside their screen and know nothing of it',
    from: /\/words\.(nl|en)\.ts$/,
    never: /^(?!renderer\/i18n\/words\.ts$)(?!renderer\/(features|widgets)\/[^/]+\/words\.nl\.ts$)/,
  },
  {
    name: 'the catalogue takes nothing of a screen but its words',
    from: /^renderer\/i18n\//,
    never: /^renderer\/(app|features|widgets)\/(?!([^/]+)\/words\.(nl|en)\.ts$)/,
  },
  {
    name: 'each function of date-fns comes from its own file: Node reads the whole of it for seconds at each start',
    from: /^(electron|renderer|relay|shared|build|test)\//,
    never: /^date-fns(\/locale)?$/,
  },
  {
    name: 'the relay has no word for what passes through it: no message and no view',
    from: /^relay\//,
    never: /^shared\/(messages|api|domain\/(?!identifiers|areas))/,
  },
  {
    name: 'domain is nouns and closed lists: it knows no message, no key and no contract',
    from: /^shared\/domain\//,
    never: /^shared\/(api|messages|membership|protocol|crypto|log)\//,
  },
  {
    name: 'calendar knows days and nouns',
    from: /^shared\/calendar\//,
    never: /^shared\/(?!calendar|domain|encoding)/,
  },
  {
    name: 'a message is made of nouns: it knows no envelope and no key',
    from: /^shared\/messages\//,
    never: /^shared\/(protocol|crypto|api|matching|log)\//,
  },
  {
    name: 'only electron/ipc/register.ts and preload.ts speak IPC',
    from: /^(renderer|shared|relay)\//,
    never: /^electron$/,
  },
]

/**
 * Groups of files that import each other, directly or around: strongly connected components of more than one
 * file, each sorted, in alphabetical order (Tarjan, "Depth-first search and linear graph algorithms", 1972).
 */
const circlesOf = (graph: ReadonlyMap<string, readonly string[]>): string[][] => {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (file: string): void => {
    order.set(file, order.size)
    low.set(file, order.get(file)!)
    stack.push(file)
    for (const target of graph.get(file) ?? []) {
      if (!order.has(target)) visit(target)
      if (stack.includes(target)) low.set(file, Math.min(low.get(file)!, low.get(target)!))
    }
    if (low.get(file) !== order.get(file)) return
    const circle = stack.splice(stack.indexOf(file))
    if (circle.length > 1) circles.push(circle.sort())
  }
  for (const file of graph.keys()) if (!order.has(file)) visit(file)
  return circles.sort((a, b) => (a[0]! < b[0]! ? -1 : 1))
}

const files = ['electron', 'renderer', 'shared', 'relay'].flatMap(sources)

describe('who may import whom (ARCHITECTURE.md)', () => {
  test.each(RULES.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
    const broken = files
      .filter((file) => rule.from.test(file) && !rule.except?.test(file))
      .flatMap((file) =>
        importsOf(file)
          .map((name) => targetOf(file, name))
          .filter((target) => rule.never.test(target))
          .map((target) => `${file} -> ${target}`),
      )
    expect(broken).toEqual([])
  })

  test('no feature imports another feature', () => {
    const feature = (path: string): string | undefined => /^renderer\/features\/([^/]+)\//.exec(path)?.[1]
    const broken = files.flatMap((file) =>
      importsOf(file)
        .map((name) => targetOf(file, name))
        .filter((target) => feature(file) && feature(target) && feature(file) !== feature(target))
        .map((target) => `${file} -> ${target}`),
    )
    expect(broken).toEqual([])
  })

  test('the catalogue holds words and no components', () => {
    expect(files.filter((file) => /^renderer\/i18n\/.*\.tsx$/.test(file))).toEqual([])
  })

  test('no circle between files', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .map((name) => targetOf(file, name))
          .filter((target) => files.includes(target)),
      ]),
    )
    expect(circlesOf(graph)).toEqual([])
  })

  test('the search for circles finds a direct one and one around a corner, and nothing else', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'x']],
      ['c', ['a']],
      ['x', ['y']],
      ['y', []],
      ['p', ['q']],
      ['q', ['p', 'a']],
    ])
    expect(circlesOf(graph)).toEqual([
      ['a', 'b', 'c'],
      ['p', 'q'],
    ])
  })

  test('core asks nobody for the time or for chance', () => {
    const broken = files
      .filter((file) => file.startsWith('renderer/engine/core/'))
      .filter((file) => /Date\.now\(|Math\.random\(|fetch\(/.test(readFileSync(join(root, file), 'utf8')))
    expect(broken).toEqual([])
  })

  test('no folder is called after nothing', () => {
    const vague = files.filter((file) =>
      /(^|\/)(utils?|helpers?|common|misc|managers?|services?)\//.test(file),
    )
    expect(vague).toEqual([])
  })
})
