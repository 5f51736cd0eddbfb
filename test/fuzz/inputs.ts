/**
 * Inputs of every kind: anything at all, and valid samples with a few places changed, which reach deeper.
 * They shrink to fewer changes.
 */
import fc from 'fast-check'

/**
 * What programs trip over: ends of number ranges, halves of characters, names every object has, paths,
 * markup.
 */
const NASTY = [
  '',
  '\0',
  '\n',
  '\n\n',
  '"',
  '\\',
  '{',
  '[',
  '�',
  '\uD800',
  '\uFEFF',
  'é',
  '👩‍👩‍👧',
  '__proto__',
  'constructor',
  'toString',
  '-1',
  '0',
  '00',
  '1e999',
  'NaN',
  '9007199254740993',
  '99999999999999999999',
  'null',
  'true',
  '../../etc/passwd',
  '%00',
  '%2e%2e%2f',
  '<!DOCTYPE x>',
  '&amp;',
  '=cmd',
  ';',
  ',',
  '\t',
  '\r',
  '—',
  ' ',
  '+',
  '=',
  'https://',
  'http://[',
  'a'.repeat(300),
]
const nasty = fc.constantFrom(...NASTY)
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: nasty },
)

/** Where, as a part of the whole, so that it fits every sample. */
const place = fc.nat(0xffffff)
type Edit<T> = readonly [at: number, take: number, put: T]

const edited = <T extends string | Uint8Array>(
  sample: T,
  edits: readonly Edit<T>[],
  join: (parts: readonly T[]) => T,
  cut: (whole: T, from: number, to?: number) => T,
): T => {
  let whole = sample
  for (const [at, take, put] of edits) {
    const from = Math.floor((at / 0x1000000) * (whole.length + 1))
    whole = join([cut(whole, 0, from), put, cut(whole, from + take)])
  }
  return whole
}
const takes = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 4000 }) },
)

/**
 * `fixed`: only bytes are changed, the length stays (what has a size class is refused by its size otherwise).
 */
export const bytesLike = (
  samples: readonly Uint8Array[],
  { fixed = false, most = 300 } = {},
): fc.Arbitrary<Uint8Array> => {
  const change = fixed
    ? fc.tuple(place, fc.constant(1), fc.uint8Array({ minLength: 1, maxLength: 1 }))
    : fc.oneof(
        fc.tuple(place, fc.constant(1), fc.uint8Array({ minLength: 1, maxLength: 1 })),
        fc.tuple(place, takes, fc.uint8Array({ maxLength: 12 })),
      )
  const mutated = fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { maxLength: 4 }))
    .map(([sample, edits]) => {
      if (!fixed)
        return edited<Uint8Array>(
          sample,
          edits,
          (parts) => new Uint8Array(Buffer.concat(parts)),
          (whole, from, to) => whole.slice(from, to),
        )
      const bytes = sample.slice()
      for (const [at, , put] of edits)
        bytes[Math.min(bytes.length - 1, Math.floor((at / 0x1000000) * bytes.length))] = put[0]!
      return bytes
    })
  return fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: most }) },
    { weight: 5, arbitrary: mutated },
  )
}

export const textLike = (samples: readonly string[]): fc.Arbitrary<string> => {
  const change = fc.tuple(
    place,
    takes,
    fc.oneof(
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
      { weight: 1, arbitrary: nasty },
    ),
  )
  const mutated = fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { maxLength: 3 }))
    .map(([sample, edits]) =>
      edited<string>(
        sample,
        edits,
        (parts) => parts.join(''),
        (whole, from, to) => whole.slice(from, to),
      ),
    )
  return fc.oneof({ weight: 1, arbitrary: anyText }, { weight: 4, arbitrary: mutated })
}

const leaf = fc.oneof(
  nasty,
  anyText,
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1,
    0.5,
    1e21,
    -0,
    2 ** 31,
    2 ** 53,
    Number.MAX_VALUE,
    [],
    {},
    [[]],
    [null],
    { a: 1 },
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
/** Every place in a value by its path. */
const pathsOf = (value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] =>
  value !== null && typeof value === 'object' && !(value instanceof Uint8Array)
    ? [
        path,
        ...Object.entries(value).flatMap(([key, inside]) =>
          pathsOf(inside, [...path, Array.isArray(value) ? Number(key) : key]),
        ),
      ]
    : [path]

type Change = readonly [which: number, how: 'replace' | 'remove' | 'add' | 'twice', value: unknown]
const changed = (value: unknown, [which, how, put]: Change): unknown => {
  const paths = pathsOf(value)
  const path = paths[which % paths.length]!
  if (path.length === 0) return how === 'replace' ? put : value
  const copy = structuredClone(value) as Record<string | number, unknown>
  let holder = copy
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>
  const last = path.at(-1)!
  if (how === 'replace') holder[last] = put
  else if (how === 'remove') {
    if (Array.isArray(holder)) holder.splice(Number(last), 1)
    else delete holder[last]
  } else if (how === 'twice' && Array.isArray(holder)) holder.push(holder[last])
  else if (!Array.isArray(holder))
    holder[typeof put === 'string' && put !== '__proto__' ? put.slice(0, 12) : 'more'] = put
  return copy
}

/** JSON values; `samples` are valid ones. */
export const valueLike = (samples: readonly unknown[]): fc.Arbitrary<unknown> => {
  const change = fc.tuple(
    fc.nat(5000),
    fc.constantFrom(
      'replace' as const,
      'replace' as const,
      'replace' as const,
      'remove' as const,
      'add' as const,
      'twice' as const,
    ),
    leaf,
  )
  const mutated = fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { maxLength: 3 }))
    .map(([sample, changes]) => changes.reduce<unknown>(changed, sample))
  return fc.oneof(
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown> },
    { weight: 6, arbitrary: mutated },
  )
}

/** What can cross a door inside one machine: not only JSON. */
export const anythingLike = (samples: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    {
      weight: 1,
      arbitrary: fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withTypedArray: true,
        withNullPrototype: true,
        maxDepth: 3,
      }),
    },
    { weight: 4, arbitrary: valueLike(samples) },
  )

/** One of them, and the others that go with it. */
export const { tuple, constantFrom, nat, boolean, array, integer, oneof } = fc
