import { tmpdir } from "node:os";
import { type Answer, type Console, handIn } from "./hand-in.ts";
import { type HandIn, keepForLater } from "./kept.ts";

/** A refused hand-in, and one that the console has not taken yet: none of them a status that shells or tests use. */
const exits = { refused: 70, notTaken: 75 } as const;

export const say = (words: string) => process.stderr.write(`holdpoint: ${words}\n`);

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Offers a result to the console. Null where it was taken; else the exit status, and why not is said. */
export async function offer(one: HandIn, console: Console | null): Promise<number | null> {
  const answer = await ask(one, console);
  if (answer.is === "taken") {
    say(`handed in to ${one.said.for}, entry ${answer.seq}, output ${answer.sha256.slice(0, 12)}.`);
    return null;
  }
  say(`${answer.is === "refused" ? "the console refused it" : "not handed in"}: ${answer.why}`);
  return answer.is === "refused" ? exits.refused : exits.notTaken;
}

async function ask(one: HandIn, console: Console | null): Promise<Answer> {
  if (one.said.for === undefined) return { is: "not-taken", why: "--for names no incident or checkpoint." };
  if (console === null)
    return { is: "not-taken", why: "HOLDPOINT_TOKEN is not set: a token with the scope evidence:write." };
  return handIn(console, one).catch((error: unknown) => ({ is: "not-taken", why: wordsOf(error) }));
}

/** Keeps what was not taken, because the command ran and may not be asked again; else in the folder for what is temporary. */
export async function keep(one: HandIn, folder: string): Promise<void> {
  for (const place of [folder, tmpdir()]) {
    try {
      const file = await keepForLater(one, place);
      say(`kept in ${file}. Later: npm run holdpoint -- run --hand-in ${file}`);
      return;
    } catch (error) {
      say(`it could not be kept in ${place}: ${wordsOf(error)}`);
    }
  }
  say("the result is lost: run the command again.");
}
