import packageJson from "@/package.json";

/** The version of this Concord, as in package.json. */
export function softwareVersion(): string {
  return packageJson.version;
}
