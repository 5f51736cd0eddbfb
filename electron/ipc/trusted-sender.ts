import { isAppOrigin } from '../origin.ts'

/** The part of `IpcMainInvokeEvent` that says who asks. */
export interface Sender {
  readonly senderFrame: { readonly origin: string; readonly parent: object | null } | null
}

/** Only the top frame of a page of ours: no sub-frame, no other origin, no frame that is already gone. */
export function isTrustedSender({ senderFrame }: Sender): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppOrigin(senderFrame.origin)
}
