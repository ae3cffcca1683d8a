"use client";

import { Drawer as Base } from "@base-ui/react/drawer";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Button } from "./button";
import { Icon } from "./icon";

export interface DrawerProps {
  trigger?: ReactElement;
  title: ReactNode;
  /** The edge from which it comes. */
  from?: "left" | "right";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

/** A sheet at the edge of the page, for what is read beside it. */
export function Drawer({ trigger, title, from = "right", open, onOpenChange, className, children }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} swipeDirection={from}>
      {trigger ? <Base.Trigger render={trigger} /> : null}
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Viewport className={cn("drawer-place", from === "left" && "drawer-left")}>
          <Base.Popup className={cn("pop drawer", className)}>
            <header>
              <Base.Title>{title}</Base.Title>
              <Base.Close render={<Button variant="ghost" size="sm" />}>
                <Icon of={X} />
                Close
              </Base.Close>
            </header>
            <Base.Content>{children}</Base.Content>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
