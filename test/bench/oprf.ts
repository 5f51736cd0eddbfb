/**
 * Making tokens: WebAssembly in the engine and at the holders, beside the JavaScript library and native
 * libsodium, round by round.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { javascriptOprf, type Oprf } from '../../shared/crypto/oprf.ts'
import { blindEvaluateBatch, deriveKeyPair, webassemblyOprf } from '../../shared/crypto/ristretto.ts'
import { utf8 } from '../../shared/encoding.ts'

const BATCH = 256
const MILLISECONDS = 300
const ROUNDS = Number(process.env['BENCH_RUNS'] ?? 5)
const keys = deriveKeyPair(new Uint8Array(32).fill(1), utf8('1|N'))
const inputs = Array.from({ length: BATCH }, (_, i) => utf8(`measure ${String(i).padStart(24, '0')}`))

const rate = (task: () => unknown): number => {
  const started = performance.now()
  let done = 0
  do {
    task()
    done += BATCH
  } while (performance.now() - started < MILLISECONDS)
  return (done / (performance.now() - started)) * 1000
}
interface Rates {
  readonly blind: number
  readonly evaluate: number
  readonly finalise: number
}
/** A token: one blind, and a proof and a finalise for each of the two holders. */
const tokens = ({ blind, finalise }: Rates): number => 1 / (1 / blind + 2 / finalise)

const measured = (oprf: Oprf): Rates => {
  const blinded = oprf.blind(inputs)
  const elements = blinded.map(({ element }) => element)
  const answer = blindEvaluateBatch(keys, elements)
  return {
    blind: rate(() => oprf.blind(inputs)),
    evaluate: rate(() => blindEvaluateBatch(keys, elements)),
    finalise: rate(() => oprf.finalize(blinded, answer, keys.publicKey)),
  }
}

/** Null where there is no C compiler or no libsodium for it (Debian: `apt-get install gcc libsodium-dev`). */
const native = (folder: string): (() => Rates) | null => {
  const program = join(folder, 'voprf')
  const built = spawnSync(
    'cc',
    ['-O3', '-march=native', join(import.meta.dirname, 'native/voprf.c'), '-lsodium', '-o', program],
    { stdio: 'ignore' },
  )
  if (built.status !== 0 || !existsSync(program)) return null
  return () => {
    const [blind, evaluate, finalise] = execFileSync(program, [String(BATCH), String(MILLISECONDS)])
      .toString()
      .trim()
      .split(' ')
      .map(Number) as [number, number, number]
    return { blind, evaluate, finalise }
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)] ?? Number.NaN

export const benchOprf = (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'ruggensteun-bench-'))
  try {
    const limit = native(folder)
    const rounds = Array.from({ length: ROUNDS }, () => ({
      native: limit?.() ?? null,
      webassembly: measured(webassemblyOprf),
      javascript: measured(javascriptOprf),
    }))
    const row = (what: string, of: (rates: Rates) => number): Record<string, string | number> => {
      const ratio = (name: 'webassembly' | 'javascript'): string =>
        limit ? median(rounds.map((round) => of(round[name]) / of(round.native!))).toFixed(2) : 'no compiler'
      return {
        what,
        'native /s': limit ? Math.round(median(rounds.map((round) => of(round.native!)))) : '-',
        'webassembly /s': Math.round(median(rounds.map((round) => of(round.webassembly)))),
        'javascript /s': Math.round(median(rounds.map((round) => of(round.javascript)))),
        'webassembly : native': ratio('webassembly'),
        'javascript : native': ratio('javascript'),
      }
    }
    console.log(
      `\nMaking tokens, batches of ${BATCH}, median of ${ROUNDS} rounds; ratios are taken round by round`,
    )
    console.table([
      row('a token at the client (one blind, two proofs, two finalised)', tokens),
      row('  blind', ({ blind }) => blind),
      row('  proof and finalise', ({ finalise }) => finalise),
      row(
        'a batch evaluation at a holder, with its proof (webassembly on both sides)',
        ({ evaluate }) => evaluate,
      ),
    ])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
if (import.meta.main) benchOprf()
