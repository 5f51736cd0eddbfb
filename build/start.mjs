// `npm start` and, with `quarter` as first word, `npm run demo:quarter`. Plain JavaScript, so that an old
// Node still gets a clear word; the work is in build/start/.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(
    `Node 24 or newer is needed, this is ${process.versions.node}. On Linux x64 'npm ci' brings it along; elsewhere install it from nodejs.org.`,
  )
  process.exit(1)
}
const args = process.argv.slice(2)
const { start } = await import(args[0] === 'quarter' ? './demo/quarter/quarter.ts' : './start/start.ts')
await start(args[0] === 'quarter' ? args.slice(1) : args)
