"use client";

import { Copy } from "lucide-react";
import { pageTexts } from "@/components/annotate/texts/page";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { showToast } from "@/components/ui/toast/toast";

const texts = pageTexts.reading;

/** Copies what can be read of a response, as plain text: no markup, and none of the page's own words. */
export function CopyButton({ side }: { side: "left" | "right" }) {
  return (
    <Button
      className="a-copy"
      variant="ghost"
      size="sm"
      aria-label={texts.copy[side]}
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
    showToast({ title: texts.copied, timeout: 2500 });
  } catch {
    showToast({ title: texts.notCopied });
  }
}
