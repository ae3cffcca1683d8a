import packageJson from "@/package.json" with { type: "json" };

/** The version of this Concord, as in package.json. */
export function softwareVersion(): string {
  return packageJson.version;
}
