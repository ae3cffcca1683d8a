"use client";

import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { Icon } from "@/components/ui/icon";

export interface PhoneMenuProps {
  title: string;
  /** The navigation that stands in the sidebar on a wide screen. */
  children: ReactNode;
}

/** The sidebar's pages on a narrow screen; closes when one goes to one of them. */
export function PhoneMenu({ title, children }: PhoneMenuProps) {
  const pathname = usePathname();
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  return (
    <Drawer
      from="left"
      title={title}
      open={openedAt === pathname}
      onOpenChange={(open) => setOpenedAt(open ? pathname : null)}
      trigger={
        <Button variant="ghost" className="phone-menu">
          <Icon of={Menu} name="Menu" />
        </Button>
      }
    >
      {children}
    </Drawer>
  );
}
