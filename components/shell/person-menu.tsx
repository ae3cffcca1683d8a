"use client";

import { CircleUserRound } from "lucide-react";
import { useTheme } from "next-themes";
import { lazy, Suspense, startTransition, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLine, MenuLink, MenuRadios } from "@/components/ui/menu";
import { paths } from "@/lib/paths";
import type { ShellPerson } from "./types";
import type { UnsentDialogProps } from "./unsent-dialog";

const UnsentDialog = lazy(() => import("./unsent-dialog").then(({ UnsentDialog: Part }) => ({ default: Part })));

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
  const [unsent, setUnsent] = useState<Unsent | null>(null);

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

  async function ask() {
    const left = await findUnsent(person.id);
    if (left === null) await leave();
    else setUnsent(left);
  }

  return (
    <>
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
        <MenuItem onClick={() => void ask()}>Sign out</MenuItem>
      </Menu>
      <Suspense>
        {unsent ? <UnsentDialog {...unsent} onSignOut={() => void leave()} onClose={() => setUnsent(null)} /> : null}
      </Suspense>
    </>
  );
}

type Unsent = Pick<UnsentDialogProps, "what" | "isOne">;

/** Sends what of this person's is only on this device; what cannot be sent, or null. */
async function findUnsent(userId: string): Promise<Unsent | null> {
  try {
    const { sendUnsent } = await import("@/components/annotate/outbox/send-unsent");
    const { quantityOf } = await import("@/components/annotate/outbox/entry-words");
    const left = await sendUnsent(userId);
    const count = left.labels + left.notes;
    return count === 0 ? null : { what: quantityOf(left), isOne: count === 1 };
  } catch {
    // A browser without storage has nothing of them.
    return null;
  }
}
