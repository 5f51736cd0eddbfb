import { schemes } from './origins.ts'

export type Handler = (request: Request) => Response | Promise<Response>
interface Scheme {
  readonly scheme: string
  readonly privileges?: Record<string, boolean>
}

export const protocolHandlers = new Map<string, Handler>()

export const protocol = {
  registerSchemesAsPrivileged(list: readonly Scheme[]): void {
    for (const { scheme, privileges } of list) {
      if (!privileges?.standard || !privileges.secure)
        throw new Error(`electron-double emulates standard, secure schemes; ${scheme} is not`)
      schemes.add(scheme)
    }
  },
  handle(scheme: string, handler: Handler): void {
    protocolHandlers.set(scheme, handler)
  },
  unhandle(scheme: string): void {
    protocolHandlers.delete(scheme)
  },
  isProtocolHandled: (scheme: string): boolean => protocolHandlers.has(scheme),
}
