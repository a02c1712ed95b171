export type Cbor = number | string | Uint8Array | Map<number | string, Cbor>;

const major = { unsigned: 0, negative: 1, bytes: 2, text: 3, map: 5 };

function head(type: number, value: number): number[] {
  if (value < 24) return [(type << 5) | value];
  if (value < 256) return [(type << 5) | 24, value];
  return [(type << 5) | 25, value >> 8, value & 255];
}

/** The little of CBOR that an authenticator's answer needs (RFC 8949). */
export function encodeCbor(value: Cbor): Uint8Array<ArrayBuffer> {
  if (typeof value === "number") {
    return new Uint8Array(value < 0 ? head(major.negative, -1 - value) : head(major.unsigned, value));
  }
  if (typeof value === "string") {
    const bytes = new TextEncoder().encode(value);
    return new Uint8Array([...head(major.text, bytes.length), ...bytes]);
  }
  if (value instanceof Uint8Array) return new Uint8Array([...head(major.bytes, value.length), ...value]);
  const parts = [...value].flatMap(([key, item]) => [...encodeCbor(key), ...encodeCbor(item)]);
  return new Uint8Array([...head(major.map, value.size), ...parts]);
}
