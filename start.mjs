// The way into every npm script. It runs on any Node from 20.9 and uses nothing but Node's own modules,
// because on a fresh clone there is nothing else yet: it installs when the lock has changed, then hands
// over to Node 24, the machine's own or the one the project brings.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));
const neededMajor = 24;
const modules = join(root, "node_modules");
const marker = join(modules, ".holdpoint-installed");
const lockFile = join(root, "package-lock.json");

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Whether somebody's own `npm ci` has already put there what the lock names. */
function holdsWhatTheLockNames(lock) {
  const hiddenLock = join(modules, ".package-lock.json");
  if (!existsSync(hiddenLock)) return false;
  const wanted = JSON.parse(lock).packages;
  const there = JSON.parse(readFileSync(hiddenLock, "utf8")).packages;
  const fits = ([path, entry]) => path === "" || entry.optional || there[path]?.version === entry.version;
  return Object.entries(wanted).every(fits);
}

function install() {
  const lock = readFileSync(lockFile, "utf8");
  const digest = createHash("sha256").update(`${lock}${process.platform}${process.arch}`).digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === digest) return;
  if (!holdsWhatTheLockNames(lock)) {
    // On the standard error, because what a command puts out may be kept in a file: the console's keys are.
    console.error("Installing dependencies (about a minute on the first start) ...");
    const ours = process.env.npm_execpath?.endsWith(".js")
      ? [process.execPath, process.env.npm_execpath]
      : ["npm"];
    const options = [
      "ci",
      "--include=dev",
      "--include=optional",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ];
    const [program, ...first] = ours;
    const result = spawnSync(program, [...first, ...options], {
      cwd: root,
      stdio: ["ignore", process.stderr.fd, "inherit"],
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    });
    if (result.status !== 0) fail("Installing the dependencies failed; npm's message above says why.");
  }
  writeFileSync(marker, digest);
}

function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= neededMajor) return process.execPath;
  const brought = join(modules, ".bin", "node");
  if (existsSync(brought)) return brought;
  return fail(
    `Holdpoint needs Node ${neededMajor}. This is ${process.version}, and the project brings none for ` +
      `${process.platform} on ${process.arch}: install Node ${neededMajor} and try again.`,
  );
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 9))
  fail(`Holdpoint needs Node 20.9 or newer; this is ${process.version}.`);

install();
const [script = "scripts/up.ts", ...args] = process.argv.slice(2);
const child = spawn(findNode(), ["--disable-warning=ExperimentalWarning", join(root, script), ...args], {
  // The channel is there so that the child notices when we are killed.
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  // Node's own cache of what it compiled: each of our processes then starts in less than half the time.
  env: { NODE_COMPILE_CACHE: join(modules, ".cache", "node"), ...process.env },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// Because npm passes no signal on to what its shell started: whoever ends npm ends us.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 1_000).unref();
child.once("error", (error) => fail(`Node could not be started: ${error.message}`));
child.once("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
