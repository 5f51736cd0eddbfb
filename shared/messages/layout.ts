/**
 * What a message holds, said once: each field is a schema and its place in the compact form. The compact form is a
 * JSON array of positions in place of names, with indexes into closed lists, so that every allowed content fits one
 * envelope. The order of fields and of a closed list is part of the protocol.
 */
import { z } from 'zod'
import { IsoDay } from '../calendar/day-bounds.ts'
import { NeighbourhoodCode } from '../domain/identifiers.ts'
import { Professional } from '../domain/signal.ts'
import { dayOfIsoDate, isoDateOfDay } from '../calendar/time.ts'

export type Compact = string | number | readonly Compact[]

export interface Field<S extends z.ZodType = z.ZodType> {
  readonly schema: S
  pack(value: z.output<S>): Compact
  /** What `schema` then checks. Throws for what never came from {@link pack}. */
  unpack(compact: unknown): unknown
}
export type Fields = Readonly<Record<string, Field>>

const LAST_SECOND = 4_102_444_800
const LAST_DAY = 60_000
const fail = (what: string): never => {
  throw new TypeError(`no ${what}`)
}
const wholeUpTo = (most: number, compact: unknown): number =>
  typeof compact === 'number' && Number.isInteger(compact) && compact >= 0 && compact <= most
    ? compact
    : fail('number of this field')
export const asText = (compact: unknown): string => (typeof compact === 'string' ? compact : fail('text'))
export const asList = (compact: unknown): readonly unknown[] =>
  Array.isArray(compact) ? compact : fail('list')

export const text = <S extends z.ZodType<string>>(schema: S): Field<S> => ({
  schema,
  pack: (value) => value,
  unpack: asText,
})
export const count = <S extends z.ZodType<number>>(schema: S): Field<S> => ({
  schema,
  pack: (value) => value,
  unpack: (compact) => compact,
})
/** 1 or 0. */
export const flag: Field<z.ZodBoolean> = {
  schema: z.boolean(),
  pack: (value) => (value ? 1 : 0),
  unpack: (compact) => wholeUpTo(1, compact) === 1,
}
/** Seconds since 1970. */
export const moment: Field<z.ZodISODateTime> = {
  schema: z.iso.datetime(),
  pack: (value) => Math.floor(new Date(value).getTime() / 1000),
  unpack: (compact) => new Date(wholeUpTo(LAST_SECOND, compact) * 1000).toISOString(),
}
/** Days since 1970. */
export const day = <S extends z.ZodType<string>>(schema: S): Field<S> => ({
  schema,
  pack: (value) => dayOfIsoDate(value),
  unpack: (compact) => isoDateOfDay(wholeUpTo(LAST_DAY, compact)),
})
export const isoDay = day(IsoDay)
/** The place in a closed list, to which may only be appended. */
export const choice = <T extends Readonly<Record<string, string>>>(
  schema: z.ZodEnum<T>,
): Field<z.ZodEnum<T>> => ({
  schema,
  pack: (value) => schema.options.indexOf(value),
  unpack: (compact) => schema.options[wholeUpTo(schema.options.length - 1, compact)],
})
/** 0 for none, else the place in the list counted from 1. */
export const choiceOrNone = <T extends Readonly<Record<string, string>>>(
  schema: z.ZodEnum<T>,
): Field<z.ZodNullable<z.ZodEnum<T>>> => ({
  schema: schema.nullable(),
  pack: (value) => (value === null ? 0 : 1 + schema.options.indexOf(value)),
  unpack: (compact) => schema.options[wholeUpTo(schema.options.length, compact) - 1] ?? null,
})
/** '' for none. */
export const textOrNone = <S extends z.ZodType<string>>(schema: S): Field<z.ZodNullable<S>> => ({
  schema: schema.nullable(),
  pack: (value) => value ?? '',
  unpack: (compact) => (compact === '' ? null : asText(compact)),
})
/** 0 for none. */
export const optional = <S extends z.ZodType>(field: Field<S>): Field<z.ZodOptional<S>> => ({
  schema: field.schema.optional(),
  pack: (value) => (value === undefined ? 0 : field.pack(value as z.output<S>)),
  unpack: (compact) => (compact === 0 ? undefined : field.unpack(compact)),
})
/** Texts of one length, one after the other. */
export const joined = <S extends z.ZodArray<z.ZodType<string>>>(schema: S, characters: number): Field<S> => ({
  schema,
  pack: (value) => (value as string[]).join(''),
  unpack: (compact) => {
    const all = asText(compact)
    if (all.length % characters !== 0) fail('texts of one length')
    return Array.from({ length: all.length / characters }, (_, i) =>
      all.slice(i * characters, (i + 1) * characters),
    )
  },
})
/** The code of a wijk without its letters. */
export const wijk: Field<typeof NeighbourhoodCode> = {
  schema: NeighbourhoodCode,
  pack: (value) => value.slice(2),
  unpack: (compact) => `WK${asText(compact)}`,
}
export const list = <S extends z.ZodArray>(schema: S, item: Field<S['element'] & z.ZodType>): Field<S> => ({
  schema,
  pack: (value) => value.map((one) => item.pack(one as never)),
  unpack: (compact) => asList(compact).map((one) => item.unpack(one)),
})

/** The fields one after the other. */
export const packAll = (fields: Fields, value: Readonly<Record<string, unknown>>): Compact[] =>
  Object.entries(fields).map(([name, field]) => field.pack(value[name]))
/** Throws where there are more or fewer than the fields. */
export const unpackAll = (fields: Fields, compact: readonly unknown[]): Record<string, unknown> => {
  const entries = Object.entries(fields)
  if (compact.length !== entries.length) fail('fewer or more fields')
  return Object.fromEntries(
    entries.flatMap(([name, field], place) => {
      const value = field.unpack(compact[place])
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
export const group = <S extends z.ZodObject>(schema: S, fields: Fields): Field<S> => ({
  schema,
  pack: (value) => packAll(fields, value),
  unpack: (compact) => unpackAll(fields, asList(compact)),
})
/** An empty list for none. */
const groupOrNone = <S extends z.ZodObject>(schema: S, fields: Fields): Field<z.ZodNullable<S>> => ({
  schema: schema.nullable(),
  pack: (value) => (value === null ? [] : packAll(fields, value)),
  unpack: (compact) => {
    const parts = asList(compact)
    return parts.length === 0 ? null : unpackAll(fields, parts)
  },
})
/** One of several forms, told apart by `kind`: its code, and then its fields. */
export const oneOf = <S extends z.ZodType<{ readonly kind: string }>>(
  schema: S,
  forms: Readonly<Record<z.output<S>['kind'], readonly [code: number, fields: Fields]>>,
): Field<S> => {
  const all: [kind: string, form: readonly [number, Fields]][] = Object.entries(forms)
  return {
    schema,
    pack: (value) => {
      const [code, fields] = forms[value.kind as z.output<S>['kind']]
      return [code, ...packAll(fields, value)]
    },
    unpack: (compact) => {
      const [code, ...rest] = asList(compact)
      const found = all.find(([, form]) => form[0] === code)
      const [kind, [, fields]] = found ?? fail('such form')
      return { kind, ...unpackAll(fields, rest) }
    },
  }
}

const PERSON: Fields = {
  name: text(Professional.shape.name),
  function: text(Professional.shape.function),
  phone: text(Professional.shape.phone),
}
export const person = group(Professional, PERSON)
export const personOrNone = groupOrNone(Professional, PERSON)
