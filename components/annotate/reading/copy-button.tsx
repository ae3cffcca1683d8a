"use client";

import { Copy } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { showToast } from "@/components/ui/toast/toast";

/** Copies what can be read of a response, as plain text: no markup, and none of the page's own words. */
export function CopyButton({ side }: { side: "left" | "right" }) {
  return (
    <Button
      className="a-copy"
      variant="ghost"
      size="sm"
      aria-label={`Copy the ${side} response as plain text`}
      onClick={({ currentTarget }) => {
        const material = currentTarget.parentElement?.querySelector<HTMLElement>(".material");
        // biome-ignore lint/performance/useDomNodeTextContent: lines and paragraphs are to be kept, as they are seen
        void copy(material?.innerText ?? "");
      }}
    >
      <Icon of={Copy} />
    </Button>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ title: "Copied as plain text", timeout: 2500 });
  } catch {
    showToast({ title: "This browser does not let pages copy. Mark the text and copy it yourself." });
  }
}
