// `node --import register.mjs out/main/index.cjs`: one synchronous hook maps `electron` for require and for
// import.
import { registerHooks } from 'node:module'

const url = new URL('./electron.ts', import.meta.url).href
const NAMES = new Set(['electron', 'electron/main'])

registerHooks({
  resolve: (name, context, next) =>
    NAMES.has(name) ? { url, format: 'module-typescript', shortCircuit: true } : next(name, context),
})
