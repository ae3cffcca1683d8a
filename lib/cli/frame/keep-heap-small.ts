import v8 from "node:v8";

/**
 * Lets this process collect garbage when its heap has grown by half, not to four times what is in use. For commands that stream a large file
 * through: their live memory is small, and the default lets dead rows pile up (measured on an import of 222 MB: 70 to 110 MiB less at the
 * same speed). For a command's own process alone, never in the server.
 */
export function keepHeapSmall(): void {
  v8.setFlagsFromString("--heap-growing-percent=50");
}
