import { verifyFile } from "#lib/verify/bundle/verify-file.ts";

const { exit, told } = await verifyFile(process.argv.slice(2));
(exit === 2 ? process.stderr : process.stdout).write(told);
process.exitCode = exit;
