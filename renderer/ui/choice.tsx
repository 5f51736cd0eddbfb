import type { ReactNode } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'

export interface Option<T extends string> {
  readonly value: T
  readonly title: string
  readonly text?: string
  readonly keys?: string
  readonly icon?: ReactNode
}

/** Cards of which one is chosen; arrows move, the title is the name. */
export const Choices = <T extends string>({
  label,
  value,
  options,
  onChange,
  aside,
  row = false,
}: {
  label: string
  value: T | null
  options: readonly Option<T>[]
  onChange: (value: T) => void
  aside?: ReactNode
  row?: boolean
}) => (
  <RadioGroup
    aria-label={label}
    value={value}
    onChange={(chosen) => onChange(chosen as T)}
    className={row ? 'row choices' : 'stack tight'}
    orientation={row ? 'horizontal' : 'vertical'}
  >
    {options.map(({ value: own, title, text, keys, icon }) => (
      <Radio key={own} value={own} className="choice">
        {icon ?? <span className="dot" aria-hidden="true" />}
        <span className="grow">
          <b>{title}</b>
          {text && <span className="text">{text}</span>}
        </span>
        {keys && <kbd aria-hidden="true">{keys}</kbd>}
      </Radio>
    ))}
    {aside}
  </RadioGroup>
)

/** Small pills of which one is chosen. */
export const Pills = <T extends string>({
  label,
  value,
  options,
  onChange,
  children,
}: {
  label: string
  value: T | null
  options: readonly (readonly [T, string])[]
  onChange: (value: T) => void
  children?: ReactNode
}) => (
  <RadioGroup
    aria-label={label}
    value={value}
    onChange={(chosen) => onChange(chosen as T)}
    orientation="horizontal"
    className="pills"
  >
    {options.map(([own, title]) => (
      <Radio key={own} value={own} className="pill">
        {title}
      </Radio>
    ))}
    {children}
  </RadioGroup>
)
