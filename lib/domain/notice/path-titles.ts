import { own } from "../protocol/own.ts";
import type { ProtocolPack } from "../protocol/pack.ts";

const titles: Record<string, string> = {
  "incident.reference": "Reference",
  "incident.title": "Title",
  "incident.severity": "Severity",
  "incident.identifiedAt": "Time of identification",
  "trigger.title": "What was seen",
  "nextUpdate.at": "Next update time",
  services: "Services",
  "sender.name": "Sender",
  "links.room": "Link to the war room",
  "links.bridge": "Link to the bridge",
  "links.status": "Link to the public status",
  "links.tracker": "Link to the tracker",
  "rollback.plan": "Plan of the rollback",
  "rollback.startedAt": "Start of the rollback",
  "rollback.startedBy": "Who started the rollback",
  "rollback.state": "State of the rollback",
  "rollback.expected": "How long the rollback should take",
  "rollback.verifiedAt": "Verification of the rollback",
  "rollback.duration": "How long the rollback took",
  "rollback.dataEffect": "What the rollback does to data",
  "schedule.startAt": "Start of the scheduled rollback",
  "schedule.plan": "Plan of the scheduled rollback",
  "schedule.expected": "How long the scheduled rollback should take",
  "schedule.dataEffect": "What the scheduled rollback does to data",
  "mode.scope": "Scope level",
  "mode.reasons": "Reasons for rollback mode",
  "mode.frozen": "What is frozen now",
  "commander.name": "Who commands the incident",
  "log.head": "Head of the log",
  "log.entry": "Entry of the log",
};

/** How a person knows what a template names by its path. */
export function pathTitle(path: string, asks: Record<string, string>, pack: ProtocolPack): string {
  const [group = "", name = ""] = path.split(".");
  if (group === "fields") return own(asks, name) ?? name;
  if (group === "facts") return own(pack.facts, name)?.title ?? name;
  if (group === "baseline") return `Approved ${name}`;
  if (group === "targets") return own(pack.targets, name)?.title ?? name;
  return own(titles, path) ?? path;
}
