/** What a process uses, as Linux tells it; NaN elsewhere. */
import { readFileSync } from 'node:fs'

const read = (pid: number, file: 'stat' | 'status'): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
/** Linux counts in hundredths of a second, whatever the machine. */
const TICK_US = 10_000

/** Processor time since it began, microseconds. A busy machine stretches a rate more than this. */
export const cpuOf = (pid: number): number => {
  const fields = read(pid, 'stat').split(') ')[1]?.split(' ')
  return fields ? (Number(fields[11]) + Number(fields[12])) * TICK_US : Number.NaN
}
/** Memory it holds now, KiB. */
export const rssOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(read(pid, 'status'))?.[1] ?? Number.NaN)
