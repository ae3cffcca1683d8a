"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toast/toaster";

export interface ProvidersProps {
  /** Of this very answer; every inline style and script carries it. */
  nonce: string | undefined;
  children: ReactNode;
}

/** What every page stands in: theme, toasts. Whatever only the workspace needs is in its own providers, or the annotate page would load it. */
export function Providers({ nonce, children }: ProvidersProps) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableColorScheme={false} disableTransitionOnChange nonce={nonce}>
      <CSPProvider nonce={nonce}>
        {children}
        <Toaster />
      </CSPProvider>
    </ThemeProvider>
  );
}
