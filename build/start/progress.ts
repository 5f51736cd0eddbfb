/** What the start script says: one line a step, with the time it took. */
export const say = (text: string): void => console.log(text)

export const step = async <T>(title: string, task: () => Promise<T>): Promise<T> => {
  const started = performance.now()
  process.stdout.write(`  ${title} …`)
  try {
    const result = await task()
    process.stdout.write(` ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
    return result
  } catch (error) {
    process.stdout.write(' failed\n')
    throw error
  }
}
