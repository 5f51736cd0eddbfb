import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** An empty screen that teaches what will come here; `within` a screen that has its own title. */
export const Empty = ({
  icon: Icon,
  title,
  text,
  within: Title = 'h1',
  children,
}: {
  icon: LucideIcon
  title: string
  text: string
  within?: 'h1' | 'h2'
  children?: ReactNode
}) => (
  <div className="empty">
    <Icon size={40} strokeWidth={1.5} aria-hidden="true" />
    <Title>{title}</Title>
    <p className="muted">{text}</p>
    {children}
  </div>
)
