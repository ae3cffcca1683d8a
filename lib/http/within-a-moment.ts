import "server-only";

/** A reader notices no wait that is shorter; milliseconds. */
const MOMENT = 100;

/**
 * What comes of some work if it is done within a moment, else null: a page then shows its frame, and the rest as it comes, while one that need
 * not wait is shown whole.
 *
 * @throws What the work throws in that moment; what it throws later is for whoever awaits it.
 */
export async function withinAMoment<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), MOMENT);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
