import { runQuickChecks } from "./check/all.ts";
import { root } from "./root.ts";
import { generateClient } from "./start/build.ts";

await generateClient((sentence) => console.log(sentence));
const results = await runQuickChecks(root);
const failed = results.filter(({ findings }) => findings.length > 0).length;
console.log(`${results.length - failed} checks passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
