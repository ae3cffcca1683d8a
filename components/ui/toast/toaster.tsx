"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";

const ToastList = dynamic(() => import("./toast-list").then((module) => module.ToastList), { ssr: false });

let wanted = false;

function subscribe(notify: () => void): () => void {
  const want = () => {
    wanted = true;
    notify();
  };
  window.addEventListener("concord:toast", want);
  return () => window.removeEventListener("concord:toast", want);
}

/** The place of toasts. Stands once in the page; weighs nothing until the first one. */
export function Toaster() {
  const show = useSyncExternalStore(
    subscribe,
    () => wanted,
    () => false,
  );
  return show ? <ToastList /> : null;
}
