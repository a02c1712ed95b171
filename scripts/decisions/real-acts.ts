import { revokeOwnPasskey } from "#lib/auth/signature/revocation.ts";
import { cancelIncident } from "#lib/commands/commander/cancel-incident.ts";
import { changeSeverity } from "#lib/commands/commander/change-severity.ts";
import { reopenIncident } from "#lib/commands/commander/reopen-incident.ts";
import { proposeDecision } from "#lib/commands/decision/propose.ts";
import { handInEvidence } from "#lib/commands/evidence/hand-in.ts";
import { assignRole } from "#lib/commands/incident/assign-role.ts";
import { removePerson } from "#lib/commands/people/remove.ts";
import { setRoster } from "#lib/commands/people/set-roster.ts";
import { ownKey } from "#lib/commands/testing/own-key.ts";
import { newId } from "#lib/platform/ids.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { attested, type Name, names } from "./house.ts";
import { type Reading, type RealRoom, tried } from "./real-room.ts";

type Act = (room: RealRoom, who: number, what: number) => Promise<unknown>;

const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;
const signers: Name[] = ["lead", "peer", "secondPeer", "secondLead"];
const mostlySigner = (who: number) => pick(who % 6 === 5 ? names : signers, who);
const sides = [
  ["north", "lead"],
  ["south", "peer"],
] as const;
const reason = "It is as it is.";

const draftOf = (what: number) => ({
  answer: pick(["go", "go", "stop", "go", "go", "stop", "go", "go-far"], what),
  remediationPlan: what % 9 === 8 ? "" : "Mend it.",
});
const latest = ({ readings }: RealRoom, back: number): Reading | undefined => readings.at(-1 - (back % 3));
const means = async (room: RealRoom, name: Name, what: number) =>
  room.ownMeans(name, await room.house.code(1 + (what % 2)));

const signing: Record<string, Act> = {
  reads: (room, who, what) => room.reads(mostlySigner(who), draftOf(what)),
  "signs what they read": async (room, who, what) => {
    const reading = latest(room, who);
    if (reading !== undefined) await room.signs(reading.name, reading, await means(room, reading.name, what));
  },
  "reads and signs": async (room, who, what) => {
    const reading = await room.reads(mostlySigner(who), draftOf(what));
    if (reading !== null) await room.signs(reading.name, reading, await means(room, reading.name, what));
  },
  "presses twice": async (room, who, what) => {
    const reading = latest(room, who);
    if (reading === undefined) return;
    const [by, sending] = [await means(room, reading.name, what), newId()];
    await Promise.all([1, 2].map(() => room.signs(reading.name, reading, by, sending)));
  },
  "signs what another read": async (room, who, what) => {
    const [reading, name] = [latest(room, what), mostlySigner(who)];
    if (reading !== undefined) await room.signs(name, reading, await means(room, name, what));
  },
  "signs with another's key": async (room, who, what) => {
    const reading = latest(room, who);
    if (reading !== undefined)
      await room.signs(reading.name, reading, await means(room, pick(signers, what), what));
  },
};

const handsIn = (room: RealRoom, name: Name, body: string) => {
  const requirement = name.toLowerCase().endsWith("peer") ? "tests" : "logs";
  const proof = { kind: "command-output" as const, exitCode: 0, summary: "It is proved.", body };
  return tried(handInEvidence(room.as(name), { reference: room.reference, requirement, ...proof }));
};

const endings: Record<string, Act> = {
  "a reading runs out": async (room, who) => {
    const reading = latest(room, who);
    if (reading === undefined) return;
    const { challenge } = reading.opened;
    const past = `UPDATE "SigningChallenge" SET expires_at = clock_timestamp() - interval '1 s' WHERE id = $1`;
    await withClient(process.env.DATABASE_URL ?? "", (client) => client.query(past, [challenge]));
    room.ends(challenge);
  },
  "is refused, and sends it again": async (room, who, what) => {
    const name = pick(signers, who);
    const reading = await room.reads(name, draftOf(what));
    if (reading === null) return;
    await room.signs(name, reading, await means(room, pick(signers, who + 1), what));
    await room.signs(name, reading, await means(room, name, what));
  },
  "revokes the key between reading and signing": async (room, who, what) => {
    const { ids, keys } = room.house;
    const name = pick(signers, who);
    const key = keys.get(name);
    const reading = await room.reads(name, draftOf(what));
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
      const reading = await room.reads(attested, draftOf(what));
      if (reading !== null) await room.signs(attested, reading, await means(room, attested, what));
      await handsIn(room, attested, `ok ${what} ${turn}`);
    }
  },
  "is removed from the console": async (room, who) => {
    if (who % 4 !== 3) return;
    await tried(removePerson(room.as("administrator"), { personId: room.house.ids.secondPeer }));
  },
};

const packet: Record<string, Act> = {
  proposes: (room, who) =>
    tried(
      proposeDecision(room.as(mostlySigner(who)), {
        reference: room.reference,
        gate: "onward",
        residualRisk: `Risk ${who}`,
      }),
    ),
  "hands in": (room, who, what) => handsIn(room, mostlySigner(who), `ok ${what}`),
  "sets the severity": ({ reference, ...room }, _, what) =>
    tried(
      changeSeverity(asCaptain(room.house), { reference, severity: pick(["A", "B", "C"], what), reason }),
    ),
};

const asCaptain = ({ ids }: RealRoom["house"]) => ({
  actor: { kind: "person" as const, id: ids.captain },
  idempotencyKey: newId(),
});

const people: Record<string, Act> = {
  "changes sides": async (room, who, what) => {
    const [name, [party, role]] = [mostlySigner(who), pick(sides, what)];
    const personId = room.house.ids[name];
    await tried(setRoster(room.as("administrator"), { personId, party, roles: [role], onCallRoles: [] }));
    await tried(assignRole(room.as("captain"), { reference: room.reference, person: personId, role }));
  },
  "an administrator seats himself": async (room, _, what) => {
    const [party, role] = pick(sides, what);
    const personId = room.house.ids.administrator;
    const asked = { personId, party, roles: [role], onCallRoles: [] };
    room.neverOk(await tried(setRoster(room.as("administrator"), asked)), "an administrator took a side");
    const seat = { reference: room.reference, person: personId, role };
    room.neverOk(await tried(assignRole(room.as("captain"), seat)), "somebody of no side was seated on one");
    const reading = await room.reads("administrator", draftOf(what));
    if (reading !== null)
      await room.signs("administrator", reading, await means(room, "administrator", what));
  },
  "ends it, or takes it up again": async ({ house, reference }, _, what) => {
    const ask = what % 6 === 5 ? cancelIncident : reopenIncident;
    await tried(ask(asCaptain(house), { reference, reason }));
  },
};

const acts: Record<string, Act> = { ...signing, ...endings, ...packet, ...people };
export const realActs = Object.keys(acts);
export const realOnward = [
  "reads and signs",
  "reads and signs",
  "reads",
  "signs what they read",
  "proposes",
  "hands in",
];

export const act = (room: RealRoom, name: string, who: number, what: number) => acts[name]?.(room, who, what);
