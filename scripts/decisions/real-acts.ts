import { cancelIncident } from "#lib/commands/commander/cancel-incident.ts";
import { changeSeverity } from "#lib/commands/commander/change-severity.ts";
import { reopenIncident } from "#lib/commands/commander/reopen-incident.ts";
import { proposeDecision } from "#lib/commands/decision/propose.ts";
import { assignRole } from "#lib/commands/incident/assign-role.ts";
import { setRoster } from "#lib/commands/people/set-roster.ts";
import { newId } from "#lib/platform/ids.ts";
import type { RealRoom } from "./real-room.ts";
import { tried } from "./real-signing.ts";
import { type Act, mostlySigner, pick, signingActs, signingOnward } from "./real-signing-acts.ts";

const sides = [
  ["north", "lead"],
  ["south", "peer"],
] as const;
const reason = "It is as it is.";

const packet: Record<string, Act<RealRoom>> = {
  proposes: (room, who) =>
    tried(
      proposeDecision(room.as(mostlySigner(who)), {
        reference: room.reference,
        gate: "onward",
        residualRisk: `Risk ${who}`,
      }),
    ),
  "hands in": (room, who, what) => room.changes(mostlySigner(who), `ok ${what}`),
  "sets the severity": ({ reference, ...room }, _, what) =>
    tried(
      changeSeverity(asCaptain(room.house), { reference, severity: pick(["A", "B", "C"], what), reason }),
    ),
};

const asCaptain = ({ ids }: RealRoom["house"]) => ({
  actor: { kind: "person" as const, id: ids.captain },
  idempotencyKey: newId(),
});

const people: Record<string, Act<RealRoom>> = {
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
    const reading = await room.reads("administrator", what);
    if (reading !== null) await room.signs("administrator", reading, await room.means("administrator", what));
  },
  "ends it, or takes it up again": async ({ house, reference }, _, what) => {
    const ask = what % 6 === 5 ? cancelIncident : reopenIncident;
    await tried(ask(asCaptain(house), { reference, reason }));
  },
};

export const roomActs: Record<string, Act<RealRoom>> = { ...signingActs, ...packet, ...people };
export const roomOnward = [...signingOnward, "proposes", "hands in"];
