import type { Metadata } from "next";
import { OfflineWorkspace } from "@/components/annotate/kept/offline-workspace";
import { pageTexts } from "@/components/annotate/texts/page";

export const metadata: Metadata = { title: pageTexts.title };

/** The same for everybody: what a person may read comes from their own device. */
export default function OfflinePage() {
  return <OfflineWorkspace />;
}
