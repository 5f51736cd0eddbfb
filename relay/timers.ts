/** Waiting, handed in, so that a simulation can hold the time. */
export interface Timers {
  /** Runs `task` after `ms`; the returned function calls it off. */
  after(ms: number, task: () => void): () => void
}

export const systemTimers: Timers = {
  after: (ms, task) => {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

/** As `promise`, but rejects with the code ETIMEDOUT where that takes longer than `ms`. */
export const within = async <T>(ms: number, promise: Promise<T>): Promise<T> => {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(Object.assign(new Error(`no answer within ${ms} ms`), { code: 'ETIMEDOUT' })),
    ms,
  )
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Runs `task` every `ms` until the returned function is called. */
export const every = (timers: Timers, ms: number, task: () => void): (() => void) => {
  let callOff = (): void => {}
  const next = (): void => {
    callOff = timers.after(ms, () => {
      next()
      task()
    })
  }
  next()
  return () => callOff()
}
