/** What a toast says. `undo` names the way back and goes it. */
export interface ToastMessage {
  title: string;
  undo?: { label: string; onUndo: () => void };
  /** Milliseconds until it goes by itself. */
  timeout?: number;
}

type Listener = (message: ToastMessage) => void;

let listener: Listener | null = null;
const waiting: ToastMessage[] = [];

/** Shows a message at the edge of the page, for 8 s. Only for what the page itself cannot show. */
export function showToast(message: ToastMessage): void {
  if (listener) listener(message);
  else {
    waiting.push(message);
    window.dispatchEvent(new Event("concord:toast"));
  }
}

/** Takes what waits and what comes; the code that draws toasts is loaded only when there is a first one. */
export function receiveToasts(next: Listener): () => void {
  listener = next;
  for (const message of waiting.splice(0)) next(message);
  return () => {
    listener = null;
  };
}
