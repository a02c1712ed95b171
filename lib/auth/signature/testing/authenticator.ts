import { generateKeyPairSync, hash, type KeyObject, randomBytes, sign } from "node:crypto";
import { type Cbor, encodeCbor } from "./cbor.ts";

export type Kind = "P-256" | "Ed25519";
export type Ceremony = {
  challenge: string;
  origin: string;
  rpId: string;
  isUserVerified?: boolean;
  crossOrigin?: boolean;
  topOrigin?: string;
  type?: string;
};

const flag = { userPresent: 1, userVerified: 4, attested: 64 };
const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

type KeyPair = { privateKey: KeyObject; cose: Uint8Array; algorithm: number };

export function keyPair(kind: Kind): KeyPair {
  if (kind === "P-256") {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x, y } = publicKey.export({ format: "jwk" });
    const point = (text?: string) => new Uint8Array(Buffer.from(text ?? "", "base64url"));
    const entries: [number, Cbor][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, point(x)],
      [-3, point(y)],
    ];
    return { privateKey, cose: encodeCbor(new Map(entries)), algorithm: -7 };
  }
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const x = new Uint8Array(Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url"));
  const entries: [number, Cbor][] = [
    [1, 1],
    [3, -8],
    [-1, 6],
    [-2, x],
  ];
  return { privateKey, cose: encodeCbor(new Map(entries)), algorithm: -8 };
}

function clientData(type: string, ceremony: Ceremony): Uint8Array<ArrayBuffer> {
  const { challenge, origin, crossOrigin, topOrigin } = ceremony;
  const written = {
    type: ceremony.type ?? type,
    challenge,
    origin,
    crossOrigin: crossOrigin ?? false,
    topOrigin,
  };
  return new TextEncoder().encode(JSON.stringify(written));
}

function authenticatorData(ceremony: Ceremony, counter: number, attested: Uint8Array | null): Buffer {
  const verified = (ceremony.isUserVerified ?? true) ? flag.userVerified : 0;
  const flags = flag.userPresent | verified | (attested ? flag.attested : 0);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const rpIdHash = hash("sha256", ceremony.rpId, "buffer");
  return Buffer.concat([rpIdHash, Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
}

/** A passkey in software: real keys and real signatures, with the faults that a test asks for. */
export function softwareAuthenticator(kind: Kind, { privateKey, cose, algorithm }: KeyPair = keyPair(kind)) {
  const credentialId = randomBytes(24);
  let counter = 0;
  const next = () => {
    counter += 1;
    return counter;
  };

  const answer = (response: Record<string, unknown>) => ({
    id: base64Url(credentialId),
    rawId: base64Url(credentialId),
    type: "public-key" as const,
    clientExtensionResults: {},
    response,
  });

  return {
    credentialId: base64Url(credentialId),
    publicKeyCose: base64Url(cose),
    algorithm,
    enrol(ceremony: Ceremony) {
      const length = Buffer.from([0, credentialId.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, cose]);
      const object = new Map<string, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", new Uint8Array(authenticatorData(ceremony, next(), attested))],
      ]);
      const clientDataJSON = base64Url(clientData("webauthn.create", ceremony));
      return answer({
        clientDataJSON,
        attestationObject: base64Url(encodeCbor(object)),
        transports: ["internal"],
      });
    },
    assert(ceremony: Ceremony) {
      const data = authenticatorData(ceremony, next(), null);
      const client = clientData("webauthn.get", ceremony);
      const signed = Buffer.concat([data, hash("sha256", client, "buffer")]);
      const signature = sign(kind === "P-256" ? "sha256" : null, signed, privateKey);
      return answer({
        clientDataJSON: base64Url(client),
        authenticatorData: base64Url(data),
        signature: base64Url(signature),
      });
    },
  };
}
