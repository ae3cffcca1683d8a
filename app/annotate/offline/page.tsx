import type { Metadata } from "next";
import { OfflineWorkspace } from "@/components/annotate/kept/offline-workspace";

export const metadata: Metadata = { title: "Annotate" };

/** The same for everybody: what a person may read comes from their own device. */
export default function OfflinePage() {
  return <OfflineWorkspace />;
}
