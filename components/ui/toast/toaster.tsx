"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";

const ToastList = lazy(() => import("./toast-list").then((module) => ({ default: module.ToastList })));

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
  return <Suspense>{show ? <ToastList /> : null}</Suspense>;
}
