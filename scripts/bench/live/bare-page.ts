import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";
import { startNext, type Web } from "./console.ts";

// Below the checkout, because Next finds its packages from there. Turbopack would also take over its proxy.ts: hence webpack.
const folder = join(root, ".data", "bench", "bare-page");

const page = `export const dynamic = "force-dynamic";
export default function Page() {
  return <main><h1>Bare</h1><p>{new Date().toISOString()}</p></main>;
}
`;

const layout = `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`;

const config = "export default { poweredByHeader: false };\n";

/** The peer of every page: the least that Next renders anew for each request, built by the same Next. */
export async function startBarePage(): Promise<Web> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "app"), { recursive: true });
  await writeFile(join(folder, "package.json"), `{ "private": true, "type": "module" }\n`);
  await writeFile(join(folder, "next.config.mjs"), config);
  await writeFile(join(folder, "app", "page.jsx"), page);
  await writeFile(join(folder, "app", "layout.jsx"), layout);
  await runNodeOrThrow(
    "next build of the bare page",
    [join(root, "node_modules/next/dist/bin/next"), "build", "--webpack"],
    {
      cwd: folder,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      timeoutSeconds: 300,
    },
  );
  return startNext(folder, {}, "/");
}
