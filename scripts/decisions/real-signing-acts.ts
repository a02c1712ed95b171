import { revokeOwnPasskey } from "#lib/auth/signature/revocation.ts";
import { removePerson } from "#lib/commands/people/remove.ts";
import { ownKey } from "#lib/commands/testing/own-key.ts";
import { newId } from "#lib/platform/ids.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { attested, type Name, names } from "./house.ts";
import { type Reading, type RealSigning, tried } from "./real-signing.ts";

export type Act<R extends RealSigning> = (room: R, who: number, what: number) => Promise<unknown>;

export const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;
const signers: Name[] = ["lead", "peer", "secondPeer", "secondLead"];
export const mostlySigner = (who: number) => pick(who % 6 === 5 ? names : signers, who);
const latest = ({ readings }: RealSigning, back: number): Reading | undefined => readings.at(-1 - (back % 3));

const signing: Record<string, Act<RealSigning>> = {
  reads: (room, who, what) => room.reads(mostlySigner(who), what),
  "signs what they read": async (room, who, what) => {
    const reading = latest(room, who);
    if (reading !== undefined) await room.signs(reading.name, reading, await room.means(reading.name, what));
  },
  "reads and signs": async (room, who, what) => {
    const reading = await room.reads(mostlySigner(who), what);
    if (reading !== null) await room.signs(reading.name, reading, await room.means(reading.name, what));
  },
  "presses twice": async (room, who, what) => {
    const reading = latest(room, who);
    if (reading === undefined) return;
    const [by, sending] = [await room.means(reading.name, what), newId()];
    await Promise.all([1, 2].map(() => room.signs(reading.name, reading, by, sending)));
  },
  "signs what another read": async (room, who, what) => {
    const [reading, name] = [latest(room, what), mostlySigner(who)];
    if (reading !== undefined) await room.signs(name, reading, await room.means(name, what));
  },
  "signs with another's key": async (room, who, what) => {
    const reading = latest(room, who);
    if (reading !== undefined)
      await room.signs(reading.name, reading, await room.means(pick(signers, what), what));
  },
};

/** What ends a means of signing between reading and signing: only the commands know of any of it. */
const endings: Record<string, Act<RealSigning>> = {
  "a reading runs out, and is signed": async (room, who, what) => {
    const reading = await room.reads(pick(signers, who), what);
    if (reading === null) return;
    const { challenge } = reading.opened;
    const past = `UPDATE "SigningChallenge" SET expires_at = clock_timestamp() - interval '1 s' WHERE id = $1`;
    await withClient(process.env.DATABASE_URL ?? "", (client) => client.query(past, [challenge]));
    room.ends(challenge);
    await room.signs(reading.name, reading, await room.means(reading.name, what));
  },
  "is refused, and sends it again": async (room, who, what) => {
    const name = pick(signers, who);
    const reading = await room.reads(name, what);
    if (reading === null) return;
    await room.signs(name, reading, await room.means(pick(signers, who + 1), what));
    await room.signs(name, reading, await room.means(name, what));
  },
  "revokes the key between reading and signing": async (room, who, what) => {
    const { ids, keys } = room.house;
    const name = pick(signers, who);
    const key = keys.get(name);
    const reading = await room.reads(name, what);
    if (key === undefined) return;
    if (!(await revokeOwnPasskey({ personId: ids[name], name, email: "" }, key.credentialId)).ok) return;
    room.ends(key.credentialId);
    if (reading !== null) await room.signs(name, reading, { key });
    // Whoever was removed at the same moment enrols nothing any more.
    const fresh = await ownKey(ids[name]).catch(() => null);
    if (fresh !== null) keys.set(name, fresh);
  },
  "signs, is voided, and signs with the same code": async (room, _, what) => {
    for (const turn of [0, 1]) {
      const reading = await room.reads(attested, what);
      if (reading !== null) await room.signs(attested, reading, await room.means(attested, what));
      await room.changes(attested, `ok ${what} ${turn}`);
    }
  },
  "is removed from the console": async (room, who) => {
    if (who % 4 !== 3) return;
    await tried(removePerson(room.as("administrator"), { personId: room.house.ids.secondPeer }));
  },
};

export const signingActs: Record<string, Act<RealSigning>> = { ...signing, ...endings };
/** Tried more often, because they lead to a sealed decision. */
export const signingOnward = ["reads and signs", "reads and signs", "reads", "signs what they read"];
