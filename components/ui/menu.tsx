"use client";

import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";

export interface MenuProps {
  trigger: ReactElement;
  side?: "top" | "bottom";
  align?: "start" | "end";
  /** `MenuItem`, `MenuLink`, `MenuRadios`, `MenuLine`. */
  children: ReactNode;
}

/** A list of things to do or places to go, at a button. */
export function Menu({ trigger, side = "bottom", align = "start", children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="floats" side={side} align={align} sideOffset={4} collisionPadding={8}>
          <Base.Popup className="pop menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Something to do. */
export function MenuItem({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Base.Item render={<button type="button" />} nativeButton onClick={onClick}>
      {children}
    </Base.Item>
  );
}

/** Somewhere to go. */
export function MenuLink({ href, current = false, children }: { href: string; current?: boolean; children: ReactNode }) {
  return (
    <Base.LinkItem closeOnClick render={<Link href={href} />} aria-current={current ? "page" : undefined}>
      {children}
    </Base.LinkItem>
  );
}

export interface MenuRadiosProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  /** Choosing is all that the menu is for: it closes. */
  closes?: boolean;
}

/** One of a few, under a word that says of what. */
export function MenuRadios({ label, value, options, onChange, closes = false }: MenuRadiosProps) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onChange(String(next))}>
      <Base.Group>
        <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
        {options.map((option) => (
          <Base.RadioItem
            key={option.value}
            value={option.value}
            closeOnClick={closes}
            render={<button type="button" />}
            nativeButton
          >
            <span className="menu-tick">
              <Base.RadioItemIndicator>✓</Base.RadioItemIndicator>
            </span>
            {option.label}
          </Base.RadioItem>
        ))}
      </Base.Group>
    </Base.RadioGroup>
  );
}

/** A line between two kinds of things. */
export function MenuLine() {
  return <Base.Separator render={<hr />} />;
}
