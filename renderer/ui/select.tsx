import { ChevronDown } from 'lucide-react'
import { Button, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components'

/** One of a closed list, in little room. Typing letters finds an option. */
export const Select = <T extends string>({ label, value, options, onChange }: { label: string; value: T; options: readonly (readonly [T, string])[]; onChange: (value: T) => void }) => (
  <AriaSelect className="select" aria-label={label} selectedKey={value} onSelectionChange={(key) => { if (key !== null && key !== value) onChange(key as T) }}>
    <Button className="select-button"><SelectValue className="grow" /><ChevronDown size={16} aria-hidden="true" /></Button>
    <Popover className="popover">
      <ListBox className="options">{options.map(([own, title]) => <ListBoxItem key={own} id={own} textValue={title} className="option">{title}</ListBoxItem>)}</ListBox>
    </Popover>
  </AriaSelect>
)
