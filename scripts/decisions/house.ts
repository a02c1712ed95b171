import { Secret, TOTP } from "otpauth";
import { hashPassword } from "#lib/auth/password.ts";
import { beginOneTimeCodes, confirmOneTimeCodes } from "#lib/auth/signature/one-time-codes.ts";
import { type OwnKey, ownKey } from "#lib/commands/testing/own-key.ts";
import { accepted } from "#lib/commands/testing/stage.ts";
import { smallPack } from "#lib/domain/incident/testing/small-pack.ts";
import { packOf } from "#lib/domain/incident/testing/story.ts";
import { newId } from "#lib/platform/ids.ts";
import { publishPack } from "#lib/store/packs.ts";
import { createPerson, removePerson } from "#lib/store/people.ts";
import { createService } from "#lib/store/services.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";

export const password = "correct horse battery";
const packId = "two-sides";
const parts = {
  captain: { roles: ["captain"] },
  lead: { party: "north", roles: ["lead"] },
  secondLead: { party: "north", roles: ["lead"] },
  peer: { party: "south", roles: ["peer"] },
  secondPeer: { party: "south", roles: ["peer"] },
  administrator: { isAdministrator: true },
  outsider: { party: "north" },
};
export type Name = keyof typeof parts;
export const names = Object.keys(parts) as Name[];
/** Where somebody stands as the house begins. */
export const seatOf = (name: Name) => {
  const seat: { party?: string; roles?: string[]; isAdministrator?: boolean } = parts[name];
  return { party: seat.party ?? null, roles: seat.roles ?? [] };
};
/** Never has their passkey at hand, and signs with password and one-time code. */
export const attested: Name = "secondLead";

export type House = {
  packId: string;
  service: string;
  serviceKey: string;
  ids: Record<Name, string>;
  keys: Map<Name, OwnKey>;
  /** The code of so many steps after the one that the set-up used. */
  code: (later: number) => Promise<string>;
  leave: () => Promise<void>;
};

/** The two sides' protocol without a rollback before its GO, so that many incidents fit into a minute. */
export async function publishTwoSides(): Promise<void> {
  const { onward } = smallPack.gates ?? {};
  if (onward === undefined) throw new Error("the small pack has its gate");
  const criteria = onward.criteria?.filter(({ id }) => id === "logs") ?? [];
  const pack = packOf({ ...smallPack, id: packId, gates: { onward: { ...onward, criteria } } });
  await withTransaction((tx) => publishPack(tx, pack));
}

/** Each side's first signer of all, who belongs to no house and countersigns the keys of every one. */
let vouching: Promise<void> | null = null;
async function addVouchers(): Promise<void> {
  for (const party of ["north", "south"]) {
    const person = {
      name: `voucher of ${party}`,
      email: `voucher-${party}@example.com`,
      passwordHash: "none",
      party,
    };
    const { id } = await withTransaction((tx) => createPerson(tx, person));
    await ownKey(id);
  }
}

let hashed: Promise<string> | null = null;

/** People and a service that no other sequence knows. */
export async function openHouse(): Promise<House> {
  hashed ??= hashPassword(password);
  const passwordHash = await hashed;
  vouching ??= addVouchers();
  await vouching;
  const own = newId().slice(-12);
  const serviceKey = `shop-${own}`;
  const made = await withTransaction(async (tx) => {
    const people: [Name, string][] = [];
    for (const name of names) {
      const person = { name, email: `${name}-${own}@example.com`, passwordHash, ...parts[name] };
      people.push([name, (await createPerson(tx, person)).id]);
    }
    const values = { release: "1.4.2" };
    const environments = [{ name: "production", baseline: values, current: values }];
    const named = { key: serviceKey, name: "Shop", publicName: "Shop", ownerRole: "captain" };
    const { id: service } = await createService(tx, { ...named, environments });
    return { ids: Object.fromEntries(people) as Record<Name, string>, service };
  });
  const keys = new Map<Name, OwnKey>();
  for (const name of names) {
    const key = await ownKey(made.ids[name]);
    if (name !== attested) keys.set(name, key);
  }
  const code = await codesOf(made.ids[attested], `${attested}-${own}@example.com`);
  const leave = () =>
    withTransaction(async (tx) => {
      const now = await databaseNow(tx);
      for (const id of Object.values(made.ids)) await removePerson(tx, id, now);
    });
  return { packId, ...made, serviceKey, keys, code, leave };
}

async function codesOf(personId: string, email: string): Promise<House["code"]> {
  const signer = { personId, name: attested, email };
  const { setUp, typedSecret } = accepted(await beginOneTimeCodes(signer));
  const app = new TOTP({ secret: Secret.fromBase32(typedSecret.replaceAll(" ", "")) });
  const started = Date.parse(await databaseNow());
  const code = async (later: number) => app.generate({ timestamp: started + later * 30_000 });
  // The code of now, because it is still taken when half a minute ends in between.
  accepted(await confirmOneTimeCodes(signer, { setUp, code: await code(0) }));
  return code;
}
