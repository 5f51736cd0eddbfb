/**
 * `npm run bench [-- SECTION...] [--short] [--pouchdb]`: prints what this machine measures and never fails on
 * a slow one. Everything is real: relay processes, trustee, PostgreSQL with fsync, cryptography. Compare the
 * ratios: they are taken inside one run.
 */
import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean' },
    pouchdb: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
})
/** Loaded when it is their turn: the load on a relay shares its process with nothing. */
const SECTIONS: Readonly<Record<string, () => Promise<void>>> = {
  relay: async () => (await import('./relay.ts')).benchRelay(values),
  idle: async () => (await import('./idle.ts')).benchIdle(),
  growth: async () => (await import('./growth.ts')).benchGrowth(values),
  'end-to-end': async () => (await import('./end-to-end.ts')).benchEndToEnd(),
  'first-sync': async () => (await import('./first-sync.ts')).benchFirstSync(),
  tokens: async () => (await import('./oprf.ts')).benchOprf(),
  triage: async () => (await import('./triage.ts')).benchTriage(),
  engine: async () => (await import('./engine.ts')).benchEngine(),
}
const unknown = positionals.filter((name) => !SECTIONS[name])
if (values.help || unknown.length > 0) {
  console.log(`${unknown.length > 0 ? `There is no section '${unknown[0]}'.\n` : ''}npm run bench [-- SECTION...] [--short] [--pouchdb]

  sections    ${Object.keys(SECTIONS).join(', ')}; all of them where none is named
  --short     leaves out the log of 1,000,000 events, which takes minutes and 6 GB
  --pouchdb   installs the packages of test/bench/pouchdb first, to compare with

  BENCH_RUNS=3  BENCH_N=20000  BENCH_IDLE=2000  BENCH_CHILDREN=20000  BENCH_THREADS=10000  BENCH_SIGNALS=10000  BENCH_LIST=5000`)
  process.exit(unknown.length > 0 ? 1 : 0)
}
console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}; load ${loadavg()[0]!.toFixed(1)} before the start`,
)
for (const [name, run] of Object.entries(SECTIONS))
  if (positionals.length === 0 || positionals.includes(name)) await run()
console.log(`load ${loadavg()[0]!.toFixed(1)} at the end`)
process.exit(0)
