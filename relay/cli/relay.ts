import { resolve } from 'node:path'
import { startRelay } from '../relay.ts'
import { failed, runCommandLine } from './command-line.ts'

runCommandLine('relay', (options, values) => {
  const trusteeUrl = values['trustee-url']
  if (values.web && !trusteeUrl) throw new Error('--web needs --trustee-url, because the page may only reach the two key holders')
  const demoDir = values['web-demo'] ? resolve(values['web-demo']) : null
  const web = values.web && trusteeUrl ? { webDir: resolve(values.web), demoDir, trusteeUrl, version: '0.1.0' } : undefined
  return startRelay({ ...options, web })
}).catch(failed)
