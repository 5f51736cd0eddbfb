import { once } from 'node:events'
import { _electron } from 'playwright-core'
import type { Launch, LaunchedApp } from './launch.ts'

export async function launchReal({ userData, args, env, appPath }: Launch): Promise<LaunchedApp> {
  const app = await _electron.launch({
    args: [appPath, ...args],
    env: env as Record<string, string>,
    cwd: appPath,
  })
  let stderr = ''
  app
    .process()
    .stderr?.setEncoding('utf8')
    .on('data', (text: string) => {
      stderr = (stderr + text).slice(-20_000)
    })
  return {
    userData,
    firstWindow: () => app.firstWindow(),
    windows: () => app.windows(),
    context: () => app.context(),
    evaluate: (run, argument) => app.evaluate(run as never, argument as never),
    process: () => app.process(),
    stderr: () => stderr,
    close: () => app.close(),
    kill: async () => {
      const child = app.process()
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
