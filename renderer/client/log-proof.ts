import { download } from './download.ts'
import { engine } from './engine.ts'

/** What shows that the relay's log was not right, as a file. */
export const saveProof = (): void =>
  void engine()
    .send({ kind: 'log-proof' })
    .then(({ file }) => download(file, 'bewijs-logboek.json', 'application/json'))
