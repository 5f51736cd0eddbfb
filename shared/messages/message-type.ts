/** What every kind of message is made of. A kind is a file beside this one and a line in registry.ts. */
import { z } from 'zod'
import { packAll, unpackAll, type Compact, type Field, type Fields } from './layout.ts'

type ContentShape<K extends string, F extends Fields> = { readonly type: z.ZodLiteral<K> } & {
  readonly [P in keyof F]: F[P]['schema']
}
/** As what a person is told that a message of theirs did not arrive. */
export const TOLD_AS = ['signal', 'answer', 'outcome', 'conversation', 'obstacle'] as const
type ToldAs = (typeof TOLD_AS)[number]

export interface MessageType<K extends string = string, F extends Fields = Fields> {
  readonly kind: K
  /** First element of the compact form. Never given to another kind. */
  readonly code: number
  /** Null where a machine sends it and nobody waits for it. */
  readonly toldAs: ToldAs | null
  readonly content: z.ZodObject<ContentShape<K, F>>
  pack(content: Readonly<Record<string, unknown>>): Compact[]
  /** What `content` then checks. Throws for what never came from {@link pack}. */
  unpack(compact: readonly unknown[]): unknown
}

/** `fields` in the order of the compact form, the moment of sending first. */
export const messageType = <const K extends string, F extends Fields & { readonly sentAt: Field }>(
  kind: K,
  code: number,
  toldAs: ToldAs | null,
  fields: F,
): MessageType<K, F> => ({
  kind,
  code,
  toldAs,
  content: z.object({
    type: z.literal(kind),
    ...Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])),
  }) as unknown as z.ZodObject<ContentShape<K, F>>,
  pack: (content) => [code, ...packAll(fields, content)],
  unpack: ([, ...rest]) => ({ type: kind, ...unpackAll(fields, rest) }),
})
/** The same, where fields depend on each other. */
export const checked = <K extends string, F extends Fields>(
  type: MessageType<K, F>,
  test: (content: z.output<MessageType<K, F>['content']>) => boolean,
  why: string,
): MessageType<K, F> => ({ ...type, content: type.content.refine(test, why) })
