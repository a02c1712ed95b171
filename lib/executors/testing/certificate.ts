import { generateKeyPairSync, sign } from "node:crypto";

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const hex = (text: string) => Buffer.from(text, "hex");
const ecdsaWithSha256 = sequence(der(0x06, hex("2a8648ce3d040302")));
const commonName = der(0x06, hex("550403"));
const subjectAltName = der(0x06, hex("551d11"));
const basicConstraints = der(0x06, hex("551d13"));
const utcTime = (text: string) => der(0x17, Buffer.from(text));
const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from("a cluster of the tests")))));

/** A certificate for 127.0.0.1 that vouches for itself, made here because not every machine has a tool for it. */
export function selfSignedCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const extensions = sequence(
    sequence(basicConstraints, der(0x04, sequence(der(0x01, hex("ff"))))),
    sequence(subjectAltName, der(0x04, sequence(der(0x87, Uint8Array.of(127, 0, 0, 1))))),
  );
  const toSign = sequence(
    der(0xa0, der(0x02, Uint8Array.of(2))),
    der(0x02, Uint8Array.of(1)),
    ecdsaWithSha256,
    name,
    sequence(utcTime("200101000000Z"), utcTime("491231235959Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const signature = sign("sha256", toSign, privateKey);
  const certificate = sequence(toSign, ecdsaWithSha256, der(0x03, Uint8Array.of(0), signature));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  const cert = ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert };
}
