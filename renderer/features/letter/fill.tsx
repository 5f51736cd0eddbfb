/** Words with what they are about filled in. What is filled in keeps its own direction of writing. */
import { Fragment, type ReactNode } from 'react'

export type Values = Readonly<Record<string, ReactNode>>

const PLACE = /\{(\w+)\}/
/** The places in a text, in order of the alphabet. */
export const placesIn = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).toSorted()

/** An own direction around what was written in another language: a name, a telephone number. */
export const Own = ({ children, lang }: { children: ReactNode; lang?: string }) => (
  <bdi lang={lang}>{children}</bdi>
)

export const filled = (text: string, values: Values): ReactNode =>
  text.split(PLACE).map((part, i) => <Fragment key={i}>{i % 2 === 0 ? part : values[part]}</Fragment>)

/** `a, b and c` as the language writes it. */
export const listed = (items: readonly ReactNode[], locale: string): ReactNode => {
  const parts = new Intl.ListFormat(locale, { type: 'conjunction' }).formatToParts(
    items.map((_, i) => String(i)),
  )
  return parts.map(({ type, value }, i) => (
    <Fragment key={i}>{type === 'element' ? items[Number(value)] : value}</Fragment>
  ))
}

/** What follows a colon: `a, b, c`. Between phrases of several words an 'and' would be read wrongly. */
export const enumerated = (items: readonly ReactNode[], dir: 'ltr' | 'rtl'): ReactNode =>
  items.map((item, i) => (
    <Fragment key={i}>
      {i > 0 && (dir === 'rtl' ? '، ' : ', ')}
      {item}
    </Fragment>
  ))

/** An ISO date in the language of the letter. */
export const written = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${iso}T00:00:00Z`),
  )
