import { once } from "node:events";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "../../process/json-file.ts";
import type { ShopFolder } from "../shop-folder.ts";

export const faultMode = z.enum(["fail", "hang", "off"]);
export type FaultMode = z.output<typeof faultMode>;
const faults = z.record(z.string(), z.enum(["fail", "hang"]));

export function setFault(folder: ShopFolder, step: string, mode: FaultMode): void {
  const { [step]: _earlier, ...others } = readJsonFile(folder.faults, faults, {});
  writeJsonFile(folder.faults, mode === "off" ? others : { ...others, [step]: mode });
}

export function clearFaults(folder: ShopFolder): void {
  writeJsonFile(folder.faults, {});
}

/** A test's own trouble, said aloud, so that nobody takes it for the shop's. */
export async function meetFault(
  folder: ShopFolder,
  step: string,
  say: (line: string) => void,
): Promise<void> {
  const mode = readJsonFile(folder.faults, faults, {})[step];
  if (mode === "fail") throw new Error(`the fault set for ${step} makes it fail`);
  if (mode !== "hang") return;
  say(`the fault set for ${step} makes it hang until it is ended`);
  setInterval(() => undefined, 60_000);
  await once(process, "exit");
}
