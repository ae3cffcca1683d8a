/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  reactCompiler: true,
  poweredByHeader: false,
  // At the left it would stand on the menu of the person.
  devIndicators: { position: "bottom-right" },
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pino", "pg-copy-streams", "pg-query-stream"],
  outputFileTracingRoot: import.meta.dirname,
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    {
      source: "/sw.js",
      headers: [
        { key: "Content-Security-Policy", value: "default-src 'none'; connect-src 'self'" },
        { key: "Cache-Control", value: "no-cache" },
        { key: "X-Content-Type-Options", value: "nosniff" },
      ],
    },
  ],
};
export default config;
