import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

/** A modal question. Escape and the backdrop close it without doing anything. */
export const Dialog = ({
  title,
  open,
  onClose,
  wide = false,
  children,
}: {
  title: string
  open: boolean
  onClose: () => void
  wide?: boolean
  children: ReactNode
}) => (
  <ModalOverlay
    className="backdrop"
    isOpen={open}
    onOpenChange={(isOpen) => {
      if (!isOpen) onClose()
    }}
    isDismissable
  >
    <Modal>
      <AriaDialog className={wide ? 'dialog wide stack' : 'dialog stack'}>
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        {children}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
)
