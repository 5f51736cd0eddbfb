/**
 * What takes the sandbox of Chromium away, on the command line or in the environment (content/public/common and
 * sandbox/policy/switches.cc of Chromium; ELECTRON_DISABLE_SANDBOX of Electron). `app.enableSandbox()` does not
 * undo any of them, so a packaged app refuses to start with one.
 */
const SWITCHES = [
  'no-sandbox',
  'no-sandbox-and-elevated',
  'disable-sandbox',
  'disable-setuid-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-landlock-sandbox',
  'disable-gpu-sandbox',
  'no-zygote',
  'no-zygote-sandbox',
  'single-process',
  'in-process-gpu',
  'allow-sandbox-debugging',
] as const
const VARIABLE = 'ELECTRON_DISABLE_SANDBOX'
/** EX_CONFIG of sysexits.h: started in a way that cannot be. */
export const EXIT_WITHOUT_SANDBOX = 78

/** What takes the sandbox away, as it was written; null where nothing does. */
export function sandboxTakenBy(
  hasSwitch: (name: string) => boolean,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const found = SWITCHES.find(hasSwitch)
  if (found) return `--${found}`
  return environment[VARIABLE] === undefined ? null : VARIABLE
}
