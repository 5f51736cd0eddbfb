/** Lines of a program's output in which it says nothing about what went wrong. */
const NOISE = /^(at |Emitted |Node\.js v|node:|file:|throw |HINT:|hint:|[{}[\]^]|\w+: ['\d-])/
const TELLING = /error|fatal|panic|cannot|could not|failed|denied|refused|no space/i

/**
 * The last line in which a program says what went wrong, for people: one line of at most 300 characters, empty
 * where it said nothing.
 */
export const lastWords = (output: string): string => {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !NOISE.test(line))
  return (lines.findLast((line) => TELLING.test(line)) ?? lines.at(-1) ?? '').slice(0, 300)
}
