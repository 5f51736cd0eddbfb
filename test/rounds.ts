/**
 * How often the tests do what they do many times. `npm test` proves each promise with the counts of the short
 * form; `npm run test:long` (RUGGENSTEUN_ROUNDS=long) runs the full counts, before an issue is called resolved
 * and before a release.
 */
const SHORT = {
  /** Screens: axe in each of six cells that are opened anew, or in three of one that is turned into all six. */
  openEveryCell: false,
  /** kill -9 of one of three relays on one database. */
  relayKills: 6,
  /** kill -9 of a relay and its own PostgreSQL at the same moment. */
  databaseKills: 2,
  /** Power that fails while the relay acknowledges. */
  powerLosses: 2,
  /** Simulated worlds. */
  worlds: 12,
  /** Of these simulated worlds the same trace comes twice. */
  replayed: [14],
  /** Three starts that copy PostgreSQL's programs a moment after each other. */
  starts: 2,
  /** Messages that arrive at once at a device that was away. */
  messages: 3_000,
  /** Rows of the largest list that is imported in a window. */
  rows: 10_000,
}
const LONG: typeof SHORT = {
  openEveryCell: true,
  relayKills: 1_000,
  databaseKills: 20,
  powerLosses: 10,
  worlds: 300,
  replayed: [3, 14],
  starts: 5,
  messages: 10_000,
  rows: 50_000,
}

const isLong = process.env['RUGGENSTEUN_ROUNDS'] === 'long'

export const ROUNDS = {
  ...(isLong ? LONG : SHORT),
  /** Pictures of every screen in test-results/screens/, for the eye only. */
  pictures: process.env['SCREENS_PICTURES'] === '1',
} as const
