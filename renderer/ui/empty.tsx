import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** An empty screen that teaches what will come here. */
export const Empty = ({ icon: Icon, title, text, children }: { icon: LucideIcon; title: string; text: string; children?: ReactNode }) => (
  <div className="empty"><Icon size={40} strokeWidth={1.5} aria-hidden="true" /><h2>{title}</h2><p className="muted">{text}</p>{children}</div>
)
