"use client";

import { Check, Sheet } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { tableToCsv } from "./table-to-csv";

export interface CopyCsvProps {
  /** The id of the table to copy. */
  table: string;
  size?: "sm" | "md";
}

/** Copies a table as it stands on the page, as CSV. */
export function CopyCsv({ table, size = "md" }: CopyCsvProps) {
  const [said, setSaid] = useState<"idle" | "copied" | "refused">("idle");

  async function copy() {
    const element = document.getElementById(table);
    if (!(element instanceof HTMLTableElement)) return;
    try {
      await navigator.clipboard.writeText(tableToCsv(element));
      setSaid("copied");
    } catch {
      setSaid("refused");
    }
  }

  return (
    <Button size={size} onClick={copy}>
      <Icon of={said === "copied" ? Check : Sheet} />
      <span aria-live="polite">
        {said === "refused" ? "The browser does not allow copying" : said === "copied" ? "Copied" : "Copy as CSV"}
      </span>
    </Button>
  );
}
