/**
 * How often the tests do what they do many times. `npm test` proves each promise with the counts of the short
 * form; `npm run test:long` (RUGGENSTEUN_ROUNDS=long) runs the full counts, before an issue is called resolved
 * and before a release.
 */
const SHORT = {
  /** Screens: each opened anew in six cells with axe in each, or opened once and turned, with axe in one of them by turns. */
  openEveryCell: false,
  /** Journeys: axe looks at the screens that a journey comes by too. */
  axeOnTheWay: false,
  /** Children that fast-check makes for each property of matching. */
  childrenMade: 500,
  /** The tree without one of its features goes through the compiler, and not only its registers are counted. */
  compileWithout: false,
  /** kill -9 of one of three relays on one database; 1,000 take hours. */
  relayKills: 2,
  /** kill -9 of a relay and its own PostgreSQL at the same moment. */
  databaseKills: 1,
  /** Power that fails while the relay acknowledges. */
  powerLosses: 1,
  /** Simulated worlds. */
  worlds: 6,
  /** Of these simulated worlds the same trace comes twice. */
  replayed: [876],
  /** Simulated worlds in which a promise was broken once. */
  onceBroken: [461, 6414],
  /** Three starts that copy PostgreSQL's programs a moment after each other. */
  starts: 2,
  /** Messages that arrive at once at a device that was away. */
  messages: 2_000,
  /** Rows of the largest list that is imported in a window. */
  rows: 10_000,
}
const LONG: typeof SHORT = {
  openEveryCell: true,
  axeOnTheWay: true,
  childrenMade: 1500,
  compileWithout: true,
  relayKills: 200,
  databaseKills: 20,
  powerLosses: 10,
  worlds: 300,
  replayed: [3, 14],
  onceBroken: [455, 461, 876, 1113, 1142, 6414, 7305, 9250],
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
