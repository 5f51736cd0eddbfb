/** One task at a time writes. */

/** Runs a task while no other such task runs. */
export type Exclusive = <T>(task: () => Promise<T>) => Promise<T>
