/** A key, at the end of the control that it presses. Hidden where there is no keyboard. */
export function Kbd({ children }: { children: string }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a kbd takes no focus; the control says its key by aria-keyshortcuts
  return <kbd aria-hidden="true">{children}</kbd>;
}
