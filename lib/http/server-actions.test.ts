import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

test("every server action stands in docs/server-actions.md with who may, and nothing else does", () => {
  const built = fs
    .readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join("app", file))
    .flatMap((file) => {
      const text = fs.readFileSync(path.join(root, file), "utf8");
      if (!/^\s*["']use server["']/m.test(text)) return [];
      // An action inside a component would be one that nobody lists.
      expect(text.trimStart().startsWith('"use server"'), `${file}: "use server" stands at the top of an actions.ts`).toBe(true);
      return [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map((match) => `${file} ${match[1]}`);
    });
  const document = fs.readFileSync(path.join(root, "docs/server-actions.md"), "utf8");
  const listed = [...document.matchAll(/^\| `(app\/[^`]+)` \| `(\w+)` \| \S+/gm)].map((match) => `${match[1]} ${match[2]}`);
  expect(listed.sort()).toEqual(built.sort());
});
