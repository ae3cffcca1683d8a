// The annotator's page without a network (docs/decisions/018-a-shell-without-a-person.md). It answers for the addresses under /annotate/ alone,
// and with two things alone: an empty page that is the same for everybody, and the files that the build made for it. What a person may read is
// kept by the page itself, not here.

const SHELL = "/annotate/offline";
const CACHE = "concord-shell-";
/** No answer for so long is no network. */
const PATIENCE_MILLISECONDS = 5000;
/** A page that is open keeps the files of the build before. */
const BUILDS_KEPT = 2;
const MOST_FILES = 300;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepShell());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A page that the server answered asks for this: its build may be newer than the one kept.
self.addEventListener("message", (event) => {
  // Without a network the shell that is here stays.
  if (event.data === "keep-shell") event.waitUntil(keepShell().catch(() => undefined));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(answerPage(request));
  else if (pathname.startsWith("/_next/static/")) event.respondWith(answerFile(request));
});

/** The server's own page whenever it can be had: the shell stands in when nothing answers, or a proxy says that nothing does. */
async function answerPage(request) {
  const shell = await caches.match(SHELL);
  if (!shell) return fetch(request);
  let timer;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MILLISECONDS, null);
  });
  try {
    const answer = await Promise.race([fetch(request), patience]);
    return answer === null || [502, 503, 504].includes(answer.status) ? shell : answer;
  } catch {
    return shell;
  } finally {
    clearTimeout(timer);
  }
}

/** Files of a build are named by their content, so one that is here is right. */
async function answerFile(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

/** Keeps the shell and every file that it can come to need, those that are loaded at first use among them. */
async function keepShell() {
  // Without cookies, so that it can be nobody's.
  const shell = await fetch(SHELL, { credentials: "omit", cache: "no-store", redirect: "error" });
  if (!shell.ok) throw new Error(`The shell was answered with ${shell.status}.`);
  const found = filesIn(await shell.clone().text(), SHELL);
  const name = `${CACHE}${await digest([...found].sort().join())}`;
  if (await caches.match(SHELL, { cacheName: name })) return;
  const cache = await caches.open(name);
  // Grows while it is walked: files name files.
  for (const file of found) {
    if (found.size > MOST_FILES) throw new Error("The shell names more files than it can have.");
    const answer = await fetch(file);
    if (!answer.ok) continue;
    if (/\.(js|css)$/.test(file)) for (const more of filesIn(await answer.clone().text(), file)) found.add(more);
    await cache.put(file, answer);
  }
  // Last, so that a shell that is here is whole.
  await cache.put(SHELL, shell);
  const all = (await caches.keys()).filter((key) => key.startsWith(CACHE) && key !== name);
  for (const old of all.slice(0, Math.max(0, all.length - (BUILDS_KEPT - 1)))) await caches.delete(old);
}

/** The files of the build that a text of it names. */
function filesIn(text, base) {
  const files = new Set();
  for (const [, file] of text.matchAll(/((?:static\/(?:chunks|media|css))\/[\w.~%()[\]/-]+?\.(?:js|css|woff2))\b/g))
    files.add(`/_next/${file}`);
  for (const [, file] of text.matchAll(/url\(["']?([^"')]+\.woff2)["']?\)/g))
    files.add(new URL(file, new URL(base, self.location.origin)).pathname);
  return files;
}

async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes).subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
