"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { Icon } from "@/components/ui/icon";
import { useReceivedToasts } from "./use-received-toasts";

/** Draws the toasts that there are. */
export function ToastList() {
  return (
    <Toast.Provider>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  return useReceivedToasts().map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="pop toast">
      <Toast.Title render={<p />} />
      {toast.actionProps ? <Toast.Action className="btn btn-sm" /> : null}
      <Toast.Close className="btn btn-ghost btn-sm" aria-label="Close">
        <Icon of={X} />
      </Toast.Close>
    </Toast.Root>
  ));
}
