/**
 * Which protocol is spoken (docs/decisions/0013). Only what the other side cannot pass over raises the
 * number: unknown members of an answer, messages, statements and errors are passed over on both sides. It is
 * a parameter of the media type, `application/json; protocol=1`, because browsers let that through without
 * asking, and who does not know it passes it over.
 */
export const PROTOCOL = 1
/** The oldest that this side still understands, of clients and of servers. */
export const OLDEST_PROTOCOL = 1

export const PROTOCOL_JSON = `application/json; protocol=${PROTOCOL}`

/** Of an Accept or Content-Type header; 1 where it does not say. */
export const protocolOf = (header: string | null | undefined): number =>
  Number(/;\s*protocol=(\d{1,4})(?:[;,\s]|$)/.exec(header ?? '')?.[1] ?? 1)
