import { AppError } from "#lib/platform/errors.ts";
import { createAdministrator } from "./commands/admin-create.ts";
import { exportToFile } from "./commands/export.ts";
import { checkFreeze } from "./commands/freeze-check.ts";
import { listKeys, printKeys } from "./commands/keys.ts";
import { rotateKeys } from "./commands/keys-rotate.ts";
import { checkProtocol } from "./commands/protocol-check.ts";
import { restored } from "./commands/restored.ts";
import { run } from "./commands/run.ts";
import { makeToken } from "./commands/token-create.ts";
import { verify } from "./commands/verify.ts";

/** A verb of the command line: gets the words after its name, answers with the exit status. */
type Verb = { words: string[]; usage: string; run: (args: string[]) => Promise<number> };

const verbs: Verb[] = [
  {
    words: ["verify"],
    usage:
      "verify BUNDLE.zip [--trust FILE [--anchors FOLDER|FILE]]\n" +
      "  verify --incident REF | --checkpoint REF [--witness ENTRY:HEAD]\n" +
      "  verify --passkeys\n" +
      "  verify --anchors FOLDER|FILE --trust FILE",
    run: verify,
  },
  {
    words: ["export"],
    usage: "export INC-2026-0001 | CHK-2026-0001 [--out FILE] [--since FILE]",
    run: exportToFile,
  },
  { words: ["keys", "rotate"], usage: "keys rotate --reason WORDS [--compromised]", run: rotateKeys },
  { words: ["keys", "list"], usage: "keys list", run: listKeys },
  { words: ["keys"], usage: "keys", run: printKeys },
  { words: ["restored"], usage: "restored --reason WORDS", run: restored },
  { words: ["admin", "create"], usage: "admin create --email ADDRESS --name NAME", run: createAdministrator },
  { words: ["token", "create"], usage: "token create --name NAME --scope freeze:read", run: makeToken },
  { words: ["protocol", "check"], usage: "protocol check FILE [--actions FILE]", run: checkProtocol },
  {
    words: ["run"],
    usage:
      "run --for INC-2026-0001 --requirement ID | --for CHK-2026-0001 --criterion ID\n" +
      "      [--branch NAME] [--repository ADDRESS] -- CMD...\n" +
      "  run --hand-in FILE [--for REF --requirement ID | --criterion ID] [--branch NAME] [--repository ADDRESS]",
    run,
  },
  {
    words: ["freeze", "check"],
    usage:
      "freeze check --service KEY --environment NAME --action deploy|promote|merge|claim\n" +
      "               [--actor ADDRESS] [--work rollback|incident] [--url URL]",
    run: checkFreeze,
  },
];

const usage = `Usage: npm run holdpoint -- VERB\n\n${verbs.map((verb) => `  ${verb.usage}`).join("\n")}\n`;

async function main(args: string[]): Promise<number> {
  const verb = verbs.find(({ words }) => words.every((word, index) => args[index] === word));
  if (["help", "--help", "-h"].includes(args[0] ?? "")) {
    process.stdout.write(usage);
    return 0;
  }
  if (verb === undefined) {
    const asked = args.join(" ");
    process.stderr.write(asked === "" ? usage : `There is no "${asked}".\n\n${usage}`);
    return 2;
  }
  try {
    return await verb.run(args.slice(verb.words.length));
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return 2;
  }
}

const sentenceOf = (error: unknown) =>
  error instanceof AppError ? error.publicMessage : error instanceof Error ? error.message : String(error);

process.exit(await main(process.argv.slice(2)));
