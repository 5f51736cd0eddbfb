/**
 * Names of classes are text, so no compiler sees one that is misspelt. Global styles (renderer/ui) are few and known;
 * everything else is a CSS module beside the component that uses it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const renderer = resolve(import.meta.dirname, '../../renderer')
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.startsWith('engine/'))
const textOf = (file: string): string => readFileSync(join(renderer, file), 'utf8')

/** The only styles that hold everywhere, in the order in which `app/main.tsx` reads them. */
const GLOBAL = ['brand', 'tokens', 'base', 'controls', 'components', 'frame', 'layout'].map(
  (name) => `ui/${name}.css`,
)
const modules = files.filter((file) => file.endsWith('.module.css'))
const components = files.filter((file) => file.endsWith('.tsx'))

const withoutComments = (css: string): string => css.replaceAll(/\/\*[\s\S]*?\*\//g, '')
/** What stands before each `{`, without what a module takes from the global styles. */
const selectorsOf = (css: string): string =>
  [...withoutComments(css).matchAll(/([^{};]+)\{/g)]
    .map(([, selector]) => selector!.replaceAll(/:global\([^)]*\)/g, ''))
    .join('\n')
const classesOf = (css: string): Set<string> =>
  new Set([...selectorsOf(css).matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name]) => name!))
const takenFromGlobal = (css: string): string[] =>
  [...withoutComments(css).matchAll(/:global\(([^)]*)\)/g)].flatMap(([, selector]) =>
    [...selector!.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name]) => name!),
  )
/** Names written in a component: `className="row"`, `'row'` and the fixed parts of `` `row ${…}` ``. */
const namesIn = (component: string): string[] =>
  [...component.matchAll(/className=(?:"([^"]*)"|\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\})/g)]
    .flatMap(([, fixed, expression]) =>
      fixed === undefined
        ? [...expression!.replaceAll(/[=!]==? '[^']*'/g, '').matchAll(/'([^']*)'|`([^`]*)`/g)].map(
            ([, text, template]) => text ?? template!.replaceAll(/\$\{[^}]*\}/g, ' '),
          )
        : [fixed],
    )
    .flatMap((text) => text.split(/\s+/))
    .filter((name) => /^[a-zA-Z][\w-]*$/.test(name))
/** The module that a component reads, and what it takes from it. */
const stylesOf = (component: string): { module: string; names: string[]; all: boolean }[] =>
  [...textOf(component).matchAll(/import styles from '([^']+\.module\.css)'/g)].map(([, path]) => ({
    module: join(dirname(component), path!).replaceAll('\\', '/'),
    names: [...textOf(component).matchAll(/\bstyles\.(\w+)/g)].map(([, name]) => name!),
    all: /\bstyles(\[|\b(?!\.|\b from\b))/.test(textOf(component).replace(/import styles.*/, '')),
  }))

const global = new Set(GLOBAL.flatMap((file) => [...classesOf(textOf(file))]))

describe('styles', () => {
  test('what is no module is one of the global files', () => {
    expect(files.filter((file) => file.endsWith('.css') && !file.endsWith('.module.css')).sort()).toEqual(
      [...GLOBAL].sort(),
    )
  })

  test.each(modules)('%s has what is asked of it, and nothing else', (module) => {
    const used = components.flatMap((component) =>
      stylesOf(component).flatMap((styles) => (styles.module === module ? styles.names : [])),
    )
    expect([...classesOf(textOf(module))].sort()).toEqual([...new Set(used)].sort())
    expect(takenFromGlobal(textOf(module)).filter((name) => !global.has(name))).toEqual([])
    // An id of the page would get a name of the module as well, and nothing would match.
    expect(selectorsOf(textOf(module))).not.toMatch(/#/)
  })

  test('names of a module are written out, so that the comparison sees them', () => {
    expect(components.filter((component) => stylesOf(component).some(({ all }) => all))).toEqual([])
  })

  test('no component looks for another by a class', () => {
    const looks = /(?:querySelector(?:All)?|closest|matches)(?:<[^>]*>)?\(\s*['"`][^'"`]*\.[a-zA-Z]/
    expect(looks.test("form.querySelectorAll<HTMLElement>('section.step')")).toBe(true)
    expect(components.filter((component) => looks.test(textOf(component)))).toEqual([])
  })

  test('each name in a component stands in the global styles, and each name there in a component', () => {
    const written = new Map(components.map((component) => [component, namesIn(textOf(component))]))
    const unknown = [...written].flatMap(([component, names]) =>
      names.filter((name) => !global.has(name)).map((name) => `${component}: ${name}`),
    )
    expect(unknown).toEqual([])
    const text = components.map(textOf).join('\n')
    expect([...global].filter((name) => !new RegExp(`[\\s'"\`]${name}[\\s'"\`]`).test(text))).toEqual([])
  })
})
