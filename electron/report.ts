/**
 * One line for whoever started the app from a terminal. Fixed words and error codes only: no name, no path.
 */
export function report(line: string): void {
  process.stderr.write(`ruggensteun: ${line}\n`)
}
