// `npm start` and, with `quarter` as first word, `npm run demo:quarter`. Plain JavaScript, so that an old
// Node still gets a clear word; the work is in build/start/.
import { stopWhereIncomplete } from './complete.mjs'

stopWhereIncomplete()
const args = process.argv.slice(2)
try {
  const { start } = await import(args[0] === 'quarter' ? './demo/quarter/quarter.ts' : './start/start.ts')
  await start(args[0] === 'quarter' ? args.slice(1) : args)
} catch (error) {
  console.error(`\nRuggensteun could not start: ${error.message}`)
  process.exit(1)
}
