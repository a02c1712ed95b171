import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Because several lock files may lie above the checkout, and Next would take the outermost for the root.
  turbopack: { root: import.meta.dirname },
  // `npm run check` holds the types; a start need not check them again.
  typescript: { ignoreBuildErrors: true },
  // The optimiser fetches and decodes foreign images in our process; we have none that need it.
  images: { unoptimized: true },
  // Pages get theirs from proxy.ts; routes below /api stay outside it.
  headers: async () => [
    {
      // A worker obeys the policy that its own script came with: the verifier's may fetch its parts and nothing else.
      source: "/_next/static/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Content-Security-Policy", value: "default-src 'none'; script-src 'self'" },
      ],
    },
    {
      source: "/api/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Referrer-Policy", value: "no-referrer" },
        { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" },
      ],
    },
  ],
  // Browsers ask for it by this name wherever a page says nothing of an icon.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  serverExternalPackages: ["@node-rs/argon2", "@prisma/client", "@prisma/adapter-pg", "pg", "pino"],
};

export default config;
