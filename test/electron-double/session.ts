import { EventEmitter } from 'node:events'

type Contents = object | null
type RequestHandler = (
  contents: Contents,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void
type CheckHandler = (contents: Contents, permission: string, origin: string, details: object) => boolean

interface Failed {
  readonly error: string
  readonly url: string
}

/** Only remembers who listens: Chromium's own failures do not come here, a test tells one. */
class WebRequest {
  failed: ((details: Failed) => void) | null = null

  onErrorOccurred(_filter: object, listener: ((details: Failed) => void) | null): void {
    this.failed = listener
  }
}

/**
 * Recorded; asked by tests, and at the opening of every window for what Chromium then grants
 * (permissions.ts).
 */
class Session extends EventEmitter {
  requestHandler: RequestHandler | null = null
  checkHandler: CheckHandler | null = null
  deviceHandler: ((details: object) => boolean) | null = null
  readonly webRequest = new WebRequest()

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.requestHandler = handler
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.checkHandler = handler
  }
  setDevicePermissionHandler(handler: ((details: object) => boolean) | null): void {
    this.deviceHandler = handler
  }
}

export const session = { defaultSession: new Session() }
