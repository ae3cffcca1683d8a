import fs from "node:fs";
import { crc32 } from "node:zlib";
import { startImportWorker } from "@/lib/datasets/upload/import-worker";
import { storePart } from "@/lib/datasets/upload/store-part";
import { db } from "@/lib/db/client";
import { actorOf } from "./factories";

// A server's part in an import in a process of its own, for tests that kill it: `import-process.ts work`, a worker of imports; or
// `import-process.ts send PERSON PROJECT UPLOAD FILE BYTES`, which stores the file over and over in parts of so many bytes.
const [mode, person = "", project = "", upload = "", file = "", bytes = ""] = process.argv.slice(2);

if (mode === "work") {
  startImportWorker();
  setInterval(() => undefined, 1_000);
} else {
  const actor = actorOf(await db().user.findUniqueOrThrow({ where: { id: person } }));
  const whole = fs.readFileSync(file);
  for (let offset = 0; offset < whole.length; offset += Number(bytes)) {
    const part = whole.subarray(offset, offset + Number(bytes));
    await storePart(actor, project, upload, { offset, crc: crc32(part) }, asSource(part));
  }
}

async function* asSource(part: Uint8Array) {
  yield part;
}
