import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Woken = (argv: string[], workingDirectory: string, additionalData: unknown) => void

/**
 * A file with a process id is the lock; a second instance leaves its arguments in a file that the first
 * watches.
 */
export function takeLock(folder: string, data: object | undefined, woken: Woken): boolean {
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'double.lock')
  const inbox = join(folder, 'double.inbox')
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
  if (holder && holder !== process.pid && isAlive(holder)) {
    writeFileSync(`${inbox}.${process.pid}`, JSON.stringify([process.argv, process.cwd(), data]))
    renameSync(`${inbox}.${process.pid}`, inbox)
    return false
  }
  writeFileSync(lock, String(process.pid))
  rmSync(inbox, { force: true })
  watch(folder, (_change, name) => {
    if (name !== 'double.inbox' || !existsSync(inbox)) return
    const left = JSON.parse(readFileSync(inbox, 'utf8')) as Parameters<Woken>
    rmSync(inbox)
    woken(...left)
  }).unref()
  process.on('exit', () => rmSync(lock, { force: true }))
  return true
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
