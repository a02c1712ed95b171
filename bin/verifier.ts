import { verifyFile } from "#lib/verify/bundle/verify-file.ts";

/** The oldest that has what the verifier is written with. */
const oldestNode = 20;
const [major = "0"] = process.versions.node.split(".");
const isTooOld = Number(major) < oldestNode;

const { exit, told } = isTooOld
  ? { exit: 2, told: `This needs Node ${oldestNode} or newer; this is Node ${process.versions.node}.\n` }
  : await verifyFile(process.argv.slice(2));
(exit === 2 ? process.stderr : process.stdout).write(told);
process.exitCode = exit;
