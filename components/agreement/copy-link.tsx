"use client";

import { Check, Link2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/** Copies the address of the page as it stands, filters included. */
export function CopyLink() {
  const [said, setSaid] = useState<"idle" | "copied" | "refused">("idle");

  async function copy() {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setSaid("copied");
    } catch {
      setSaid("refused");
    }
  }

  return (
    <Button onClick={copy}>
      <Icon of={said === "copied" ? Check : Link2} />
      <span aria-live="polite">
        {said === "refused" ? "The browser does not allow copying" : said === "copied" ? "Copied" : "Copy link"}
      </span>
    </Button>
  );
}
