import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps } from 'react-aria-components'

type Look = 'plain' | 'primary' | 'quiet' | 'danger'

export const Button = ({
  look = 'plain',
  keys,
  children,
  ...rest
}: Omit<ButtonProps, 'className' | 'children'> & {
  look?: Look
  keys?: string
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}) => (
  <AriaButton {...rest} className={`button ${look}`}>
    {children}
    {keys && <kbd aria-hidden="true">{keys}</kbd>}
  </AriaButton>
)
