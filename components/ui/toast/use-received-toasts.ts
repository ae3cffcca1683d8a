import { Toast } from "@base-ui/react/toast";
import { useEffect } from "react";
import { receiveToasts } from "./toast";

/** Hands the messages of `showToast` to Base UI's manager. */
export function useReceivedToasts() {
  const { toasts, add, close } = Toast.useToastManager();
  useEffect(
    () =>
      receiveToasts(({ title, undo, timeout = 8000 }) => {
        const id = add({
          title,
          timeout,
          actionProps: undo
            ? {
                children: undo.label,
                onClick: () => {
                  undo.onUndo();
                  close(id);
                },
              }
            : undefined,
        });
      }),
    [add, close],
  );
  return toasts;
}
