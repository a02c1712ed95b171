import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { readFlags } from "../process/flags.ts";
import { listenOnKeptPort } from "../process/kept-port.ts";
import { announceReady, live, onStopSignal } from "../process/life.ts";
import type { FaultSwitch } from "./fault.ts";
import { openMailbox } from "./mailbox.ts";
import { createSmtpServer } from "./smtp.ts";
import { createWebServer } from "./web.ts";

await live("mail sink", async () => {
  const dir = resolve(readFlags(process.argv.slice(2), { dir: z.string().min(1) }).dir);
  mkdirSync(dir, { recursive: true });
  const fault: FaultSwitch = { now: { mode: "off" } };
  const mailbox = openMailbox(dir);
  const smtp = createSmtpServer(mailbox, fault);
  const web = createWebServer({ mailbox, fault });
  const smtpPort = await listenOnKeptPort(smtp.server, dir, "smtp");
  const webPort = await listenOnKeptPort(web, dir, "web");
  onStopSignal(async () => {
    web.close();
    web.closeAllConnections();
    await new Promise<void>((done) => smtp.close(() => done()));
  });
  announceReady({ smtpUrl: `smtp://127.0.0.1:${smtpPort}`, url: `http://127.0.0.1:${webPort}` });
});
