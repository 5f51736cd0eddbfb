import { startTrustee } from '../trustee.ts'
import { failed, runCommandLine } from './command-line.ts'

runCommandLine('trustee', (options) => startTrustee(options)).catch(failed)
