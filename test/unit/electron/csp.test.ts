import { expect, test } from 'vitest'
import { contentSecurityPolicy, isWorkerScript } from '../../../shared/csp.ts'

const servers = { relay: 'https://relay.veenwijk.example/base', trustee: 'https://trustee.example:8443' }

test('the page may load its own files and reach nobody', () => {
  expect(contentSecurityPolicy({ servers, part: 'page' })).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; worker-src 'self'; connect-src 'self'; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  )
})

test('the worker may reach the two servers, by origin, and their live push', () => {
  expect(contentSecurityPolicy({ servers, part: 'worker' })).toContain(
    "connect-src 'self' https://relay.veenwijk.example wss://relay.veenwijk.example https://trustee.example:8443 wss://trustee.example:8443;",
  )
})

test('before enrolment the worker reaches nobody either', () => {
  expect(contentSecurityPolicy({ servers: null, part: 'worker' })).toContain("connect-src 'self';")
})

test('no server can slip another directive into the policy', () => {
  const odd = {
    relay: "https://relay.example/;script-src *;'unsafe-inline'",
    trustee: 'https://t.example/?a b',
  }
  expect(
    contentSecurityPolicy({ servers: odd, part: 'worker' }).replace("'wasm-unsafe-eval'", ''),
  ).not.toMatch(/unsafe|\*|\?/)
})

test('the worker is known by its file', () => {
  expect(isWorkerScript('/assets/worker-C2RvTbIJ.js')).toBe(true)
  for (const other of [
    '/index.html',
    '/assets/index-1.js',
    '/worker.js',
    '/assets/sub/worker-1.js',
    '/assets/worker-1.css',
  ]) {
    expect(isWorkerScript(other)).toBe(false)
  }
})

test('only the worker may compile WebAssembly, and nothing may evaluate text', () => {
  expect(contentSecurityPolicy({ servers, part: 'worker' })).toContain(
    "script-src 'self' 'wasm-unsafe-eval';",
  )
  for (const part of ['page', 'worker'] as const)
    expect(contentSecurityPolicy({ servers, part })).not.toContain("'unsafe-eval'")
  expect(contentSecurityPolicy({ servers, part: 'page' })).not.toContain('wasm')
})
