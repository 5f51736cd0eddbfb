import { describe, trusteeSigns } from './admission.ts'
import { agreed, failed, runCommandLine } from './command-line.ts'

const HELP = `
  sign FILE             shows what the municipality signed, asks, and adds the trustee's signature (--yes to skip the question)
`

runCommandLine({
  name: 'trustee',
  help: HELP,
  // Read only here: the other commands start in half the time.
  serve: async (options) => (await import('../trustee.ts')).startTrustee(options),
  commands: {
    sign: async (values, file) => {
      console.log(await describe(file))
      if (!(await agreed(values, 'Sign this?')))
        throw new Error('not signed: agree at the question, or with --yes')
      await trusteeSigns(values.data, file)
      console.log(`Signed. Give ${file} back to the municipality: it publishes with 'relay publish ${file}'.`)
    },
  },
}).catch(failed)
