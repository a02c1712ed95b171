import type { ProtocolPack } from "../../pack.ts";
import { each, group, list, part, type Section, text } from "../model.ts";
import { partyTitle, rolesWords, roleTitle } from "../words.ts";

export function people(pack: ProtocolPack): Section<"people"> {
  const { parties, roles, lanes } = pack;
  const isOneSide = Object.keys(parties).length === 0;
  return {
    id: "people",
    title: "Who takes part",
    short: "Who takes part",
    lead: isOneSide
      ? "Roles say what a person does here; there is one side."
      : "Parties sign for themselves; roles say what a person does here.",
    content: [
      group(
        "Parties",
        each(parties, (party, name) =>
          part({ id: `parties.${name}`, title: party.title, of: party, aside: `of ${party.of}` }),
        ),
      ),
      group(
        "Roles",
        each(roles, (role, name) => roleOf(pack, role, name)),
      ),
      group(
        "Lanes",
        each(lanes, (lane, name) =>
          part({
            id: `lanes.${name}`,
            title: lane.title,
            of: lane,
            aside: `led by ${roleTitle(pack, lane.lead)}`,
            blocks: [lane.scopes.length === 0 ? null : text(`Walked at ${lane.scopes.join(", ")} alone.`)],
          }),
        ),
      ),
    ],
  };
}

function roleOf(pack: ProtocolPack, role: ProtocolPack["roles"][string], name: string) {
  return part({
    id: `roles.${name}`,
    title: role.title,
    of: role,
    aside: role.party === undefined ? undefined : `of ${partyTitle(pack, role.party)}`,
    tags: name === pack.commander ? [{ words: "leads the incident", tone: "run" }] : [],
    blocks: [list(role.duties)],
  });
}

export function audiencesOf(pack: ProtocolPack) {
  return each(pack.audiences, (audience, name) => {
    const parties = audience.parties.map((party) => `everybody of ${partyTitle(pack, party)}`);
    const roles = audience.roles.length === 0 ? [] : [`whoever is ${rolesWords(pack, audience.roles)}`];
    return part({
      id: `audiences.${name}`,
      title: audience.title,
      of: audience,
      blocks: [text([...parties, ...roles].join(", and "))],
    });
  });
}
