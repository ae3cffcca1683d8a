"use client";

import { CircleUserRound } from "lucide-react";
import { useTheme } from "next-themes";
import { startTransition, useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLine, MenuLink, MenuRadios } from "@/components/ui/menu";
import { paths } from "@/lib/paths";
import type { ShellPerson } from "./types";

const THEMES = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

export interface PersonMenuProps {
  person: ShellPerson;
  signOut: () => Promise<void>;
}

/** Own account, theme, sign out; for an operator the instance. */
export function PersonMenu({ person, signOut }: PersonMenuProps) {
  const { theme, setTheme } = useTheme();

  useEffect(() => {
    // Whoever was signed in here before may have left their session to end by itself.
    void import("@/components/annotate/kept/kept-store").then(({ claimDevice }) => claimDevice(person.id)).catch(() => undefined);
  }, [person.id]);

  async function leave() {
    // What is kept to be read without a network is this person's; the next one at this browser must not find it. A browser without
    // storage kept nothing.
    const { forgetKept } = await import("@/components/annotate/kept/kept-store");
    await forgetKept().catch(() => undefined);
    startTransition(signOut);
  }

  return (
    <Menu
      side="top"
      trigger={
        <Button variant="ghost" size="sm" className="-ml-2 max-w-full">
          <Icon of={CircleUserRound} />
          <span className="person-name truncate leading-normal">{person.name}</span>
        </Button>
      }
    >
      <p className="menu-label">{person.email}</p>
      <MenuLink href={paths.account()}>Account and API keys</MenuLink>
      {person.isOperator ? <MenuLink href={paths.instance()}>This instance</MenuLink> : null}
      <MenuLine />
      <MenuRadios label="Theme" value={theme ?? "system"} options={THEMES} onChange={setTheme} />
      <MenuLine />
      <MenuItem onClick={leave}>Sign out</MenuItem>
    </Menu>
  );
}
