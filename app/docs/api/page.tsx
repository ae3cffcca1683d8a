import type { Metadata } from "next";
import { ApiPage } from "@/components/api-docs/api-page";
import { apiReference } from "@/lib/api/reference";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "API" };

export default function ApiDocsPage() {
  return <ApiPage reference={apiReference()} url={env().url} />;
}
