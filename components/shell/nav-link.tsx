"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

export interface NavLinkProps {
  href: string;
  /** Current only on this very page, not on those under it. */
  exact?: boolean;
  /** Addresses under this one that have a link of their own. */
  except?: string;
  children: ReactNode;
}

/** A link of the sidebar; knows when one is there. */
export function NavLink({ href, exact = false, except, children }: NavLinkProps) {
  const pathname = usePathname();
  const under = pathname.startsWith(`${href}/`) && !exact && !(except && pathname.startsWith(except));
  return (
    <Link href={href} aria-current={pathname === href || under ? "page" : undefined}>
      {children}
    </Link>
  );
}
