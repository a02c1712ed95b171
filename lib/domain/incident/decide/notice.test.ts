import { expect, it } from "vitest";
import { smallIncident } from "../testing/small-room.ts";
import { composeNotice } from "./notice.ts";

const words = {
  title: "It is down",
  values: {},
  services: ["Storefront"],
  senderName: "Maya",
  roomUrl: "https://example.com/room",
  bridgeUrl: "",
  starterName: "",
  commanderName: "",
  statusUrl: "https://example.com/status",
};

it("[MKC-4] the preview of a notice that lacks something says what is not yet known, never a placeholder", () => {
  const { state, pack } = smallIncident();
  const draft = { template: "after-start", fields: {}, nextUpdateAt: null, words };
  const { body, missing } = composeNotice(state, pack, draft);
  expect(body).toContain(
    "Started [not yet known: Start of the rollback]. [not yet known: What the rollback does to data]",
  );
  expect(body).not.toContain("{{");
  expect(missing.map(({ message }) => message)).toEqual([
    "Start of the rollback is missing.",
    "What the rollback does to data is missing.",
  ]);
});
