/** The proof of what was found in the log, as a file. */
import { utf8 } from '../../../shared/encoding.ts'
import { RuggensteunError } from '../../../shared/errors.ts'
import type { LogProblem } from '../../../shared/api/sync.ts'
import type { State } from '../store/state.ts'

const SAYS: Readonly<Record<LogProblem, string>> = {
  dropped: 'The relay signed that it keeps this event. It does not stand in its log.',
  shrunk: 'The relay signed the second note after the first. Its tree is smaller: something was taken back.',
  rewritten:
    'The leaves that the relay gives do not make the root that it signed, or do not continue the tree that it signed before.',
  withheld: 'This leaf stands in the log that the relay signed. It did not give us the event.',
  'withheld-statement':
    'This statement has a number in the directory, or a leaf in the log that the relay signed. It did not give it to us.',
  changed: 'What the relay gave us is not what stands in the log that it signed.',
  'two-stories': 'The relay signed two trees of which one does not begin with the other.',
  unproven:
    'The relay does not prove that the tree it showed the trustee is the beginning of the tree it shows us.',
  behind: 'The relay signed a larger tree for the trustee than it shows us now.',
}

/** For who wants to check it: what was found, what the relay signed, and whose keys these are. */
export const logProof = ({ meta: { watched }, identity: { roots } }: State): { file: Uint8Array } => {
  if (!watched || watched.problems.length === 0)
    throw new RuggensteunError('not-allowed', { field: 'log-proof' })
  const proof = {
    keys: roots,
    formats: ['RFC 6962', 'C2SP signed-note', 'C2SP tlog-cosignature', 'docs/protocol.md'],
    findings: watched.problems.map(({ what, at, shown }) => ({
      what,
      says: SAYS[what],
      at,
      shown: JSON.parse(shown) as unknown,
    })),
  }
  return { file: utf8(`${JSON.stringify(proof, null, 2)}\n`) }
}
