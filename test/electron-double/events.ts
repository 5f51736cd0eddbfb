/** An Electron event object that a listener can refuse. */
export interface Preventable {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

export function preventable<Extra extends object>(extra?: Extra): Preventable & Extra {
  const event = {
    ...extra,
    defaultPrevented: false,
    preventDefault(): void {
      event.defaultPrevented = true
    },
  }
  return event as Preventable & Extra
}
