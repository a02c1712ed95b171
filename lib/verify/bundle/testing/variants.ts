import { generateKeyPairSync } from "node:crypto";
import { anchorVariants } from "./anchor-variants.ts";
import { deputyVariants } from "./deputy-variants.ts";
import { sealedBy } from "./forge.ts";
import {
  altered,
  attested,
  authenticator,
  borrowedManifest,
  borrowedRecord,
  byAnother,
  countVoided,
  entries,
  facts,
  failing,
  firstByte,
  late,
  object,
  onePerson,
  otherWords,
  packets,
  page,
  parts,
  proof,
  record,
  statement,
  stranger,
  swapKeys,
  type Variant,
  without,
} from "./forgeries.ts";
import { rotationVariants } from "./rotation-variants.ts";
import { ruleVariants } from "./rule-variants.ts";
import { wordVariants } from "./word-variants.ts";

export const variants: Variant[] = [
  ...anchorVariants,
  ...deputyVariants,
  ...rotationVariants,
  ...ruleVariants,
  ...wordVariants,
  { name: "a GO past criteria", finds: "decision", says: "past a criterion", make: packets(failing) },
  {
    name: "packets of another incident",
    finds: "decision",
    says: "another decision",
    make: packets(() => ({ incident: "INC-2026-9999" })),
  },
  {
    name: "packets of another protocol",
    finds: "decision",
    says: "another protocol",
    make: packets((given) => ({ pack: { ...object(given.pack), hash: "0".repeat(64) } })),
  },
  {
    name: "a packet with another digest",
    finds: "decision",
    says: "digest is not that of the packet",
    make: facts("DecisionProposed", -1, () => ({ packetDigest: "0".repeat(64) })),
  },
  { name: "one person for both sides", finds: "quorum", says: "one person signed for both", make: onePerson },
  { name: "a person of the other side", finds: "quorum", says: "is not of the party", make: onePerson },
  { name: "other words beside the signature", finds: "statement", says: "written with it", make: otherWords },
  {
    name: "another digest of the statement",
    finds: "statement",
    says: "digest is not that of the statement",
    make: facts("VerdictSigned", -1, () => ({ statementDigest: "0".repeat(64) })),
  },
  {
    name: "a verdict recorded by another",
    finds: "statement",
    says: "not recorded by the person",
    make: byAnother("VerdictSigned"),
  },
  {
    name: "a key enrolled by another",
    finds: "enrolment",
    says: "not enrolled by the person",
    make: byAnother("SignerEnrolled"),
  },
  {
    name: "records that another key signed",
    finds: "record",
    says: "signature is not that",
    make: borrowedRecord,
  },
  {
    name: "a manifest that another key signed",
    finds: "signature",
    says: "signature is not that",
    make: borrowedManifest,
  },
  { name: "nothing", finds: null, make: (source, key) => sealedBy(source, key) },
  {
    name: "a file of a kind yet unknown",
    finds: null,
    make: parts((list) => [...list, { ...page, kind: "novelty" }]),
  },
  {
    name: "another answer",
    finds: "statement",
    make: facts("VerdictSigned", -1, () => ({ answer: "no-go" })),
  },
  {
    name: "another answer in the statement too",
    finds: "assertion",
    make: statement(() => ({ answer: "no-go" })),
  },
  {
    name: "another person",
    finds: "statement",
    make: facts("VerdictSigned", -1, () => ({ person: stranger })),
  },
  { name: "another party", finds: "quorum", make: facts("VerdictSigned", -1, () => ({ party: "producer" })) },
  {
    name: "a head that came later",
    finds: "statement",
    make: statement(() => ({ logHead: { seq: 9_999, hash: "0".repeat(64) } })),
  },
  {
    name: "another nonce",
    finds: "assertion",
    make: statement(() => ({ nonce: "another nonce of its own" })),
  },
  {
    name: "a packet with other criteria",
    finds: "statement",
    make: statement((given) => ({ packet: { ...object(given.packet), criteria: [] } })),
  },
  { name: "no check of who the person is", finds: "assertion", make: authenticator(32, 4) },
  { name: "no person there", finds: "assertion", make: authenticator(32, 1) },
  { name: "another relying party's hash", finds: "assertion", make: authenticator(0, 1) },
  { name: "another counter in the data", finds: "assertion", make: authenticator(36, 1) },
  { name: "another counter", finds: "assertion", make: proof({ counter: 77 }) },
  { name: "another relying party", finds: "assertion", make: proof({ rpId: "example.com" }) },
  { name: "another address", finds: "assertion", make: proof({ origin: "https://example.com" }) },
  { name: "another signature", finds: "assertion", make: proof({ signature: "AAAA" }) },
  { name: "another algorithm", finds: "enrolment", make: proof({ algorithm: -257 }) },
  { name: "another credential", finds: "enrolment", make: proof({ credentialId: "AAAA" }) },
  { name: "no entry that enrolled the key", finds: "enrolment", make: proof({ enrolledBy: null }) },
  {
    name: "a passkey's proof made an attested one",
    finds: "decision",
    make: facts("VerdictSigned", -1, () => ({ proof: attested })),
  },
  { name: "the keys of two people changed", finds: "enrolment", make: swapKeys },
  {
    name: "a key enrolled for another",
    finds: "enrolment",
    make: facts("SignerEnrolled", -1, () => ({ person: stranger })),
  },
  { name: "a key enrolled after its use", finds: "enrolment", make: entries(late) },
  { name: "a key never enrolled", finds: "enrolment", make: entries(without("SignerEnrolled", -1)) },
  { name: "a verdict that is gone", finds: "quorum", make: entries(without("VerdictSigned", -1)) },
  { name: "a revision that is gone", finds: "statement", make: entries(without("DecisionRevised", 0)) },
  { name: "a voided verdict counted", finds: "quorum", make: countVoided },
  {
    name: "a NO-GO made a GO",
    finds: "decision",
    make: facts("DecisionSealed", 0, () => ({ outcome: "go-rehearsal", go: true })),
  },
  {
    name: "a GO made a NO-GO",
    finds: "decision",
    make: facts("DecisionSealed", -1, () => ({ outcome: "no-go", go: false })),
  },
  { name: "another record", finds: "decision", make: record(-1, () => ({ outcome: "no-go" })) },
  {
    name: "a record's digest",
    finds: "decision",
    make: facts("DecisionSealed", -1, () => ({ recordDigest: "0".repeat(64) })),
  },
  { name: "a decision never proposed", finds: "decision", make: entries(without("DecisionProposed", -1)) },
  {
    name: "another gate",
    finds: "decision",
    make: facts("DecisionSealed", -1, () => ({ gate: "constructor" })),
  },
  {
    name: "facts that are no facts",
    finds: "log",
    make: facts("VerdictSigned", -1, () => ({ signedAt: 5 })),
  },
  {
    name: "another protocol pinned",
    finds: "protocol",
    make: facts("IncidentDeclared", 0, () => ({ packHash: "0".repeat(64) })),
  },
  {
    name: "a text taken away",
    finds: "chain",
    make: entries((list) =>
      list.map((entry) =>
        entry.header.type === "DecisionProposed" ? { ...entry, text: null, textSalt: null } : entry,
      ),
    ),
  },
  {
    name: "the tail cut",
    finds: "chain",
    make: (source, key, dice) =>
      sealedBy({ ...source, entries: source.entries.slice(0, -1 - dice(20)) }, key),
  },
  {
    name: "an entry taken out",
    finds: "chain",
    make: (source, key, dice) =>
      sealedBy({ ...source, entries: source.entries.toSpliced(1 + dice(40), 1) }, key),
  },
  {
    name: "another head",
    finds: "chain",
    make: (source, key) => sealedBy({ ...source, head: { ...source.head, hash: "0".repeat(64) } }, key),
  },
  {
    name: "another incident's name",
    finds: "chain",
    make: (source, key) => sealedBy({ ...source, stream: "INC-2026-9999" }, key),
  },
  { name: "another protocol", finds: "protocol", make: altered("protocol") },
  { name: "another passkey beside the log", finds: "key", make: altered("passkey") },
  {
    name: "a passkey left out",
    finds: "key",
    make: parts((list) => list.filter(({ kind }) => kind !== "passkey")),
  },
  { name: "another console's key beside the log", finds: "key", make: altered("console-key") },
  { name: "an altered record", finds: "record", make: altered("record") },
  { name: "no record", finds: "record", make: parts((list) => list.filter(({ kind }) => kind !== "record")) },
  {
    name: "a record of nothing",
    finds: "record",
    make: parts((list) => [...list, { ...page, kind: "record" }]),
  },
  {
    name: "an altered log",
    finds: "chain",
    make: (source, key, dice) =>
      sealedBy(
        {
          ...source,
          entries: source.entries.map((entry, index) =>
            index === dice(60) ? { ...entry, facts: `${entry.facts} ` } : entry,
          ),
        },
        key,
      ),
  },
  {
    name: "a file of evidence that was swapped",
    finds: "evidence",
    says: "is not the file that entry",
    make: altered("evidence"),
  },
  {
    name: "a file of evidence that nobody handed in",
    finds: "evidence",
    says: "names no such file",
    make: parts((list) => [...list, { ...page, kind: "evidence" }]),
  },
  {
    name: "another size of a file of evidence",
    finds: "evidence",
    says: "is not the file that entry",
    make: facts("EvidenceHandedIn", 2, ({ bytes }) => ({ bytes: Number(bytes) + 1 })),
  },
  {
    name: "another digest of a file of evidence",
    finds: "evidence",
    make: facts("EvidenceHandedIn", 2, () => ({ sha256: "0".repeat(64) })),
  },
  {
    name: "a hand-in that is none",
    finds: "log",
    make: facts("EvidenceHandedIn", 0, () => ({ bytes: -1 })),
  },
  {
    name: "a file of evidence left out",
    finds: null,
    make: parts((list) => list.filter(({ kind }) => kind !== "evidence")),
  },
  { name: "a line that is no entry", finds: "log", make: firstByte("log") },
  { name: "two logs", finds: "files", make: parts((list) => [...list, { ...page, kind: "log" }]) },
  {
    name: "another key",
    finds: "trust",
    make: (source) => sealedBy(source, generateKeyPairSync("ed25519").privateKey),
  },
];
