import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { addressHeader, addressOf, noteClientAddresses } from "./client-address.ts";

const arrived = (forwarded: string | undefined, remoteAddress = "198.51.100.4") => ({
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  socket: { remoteAddress },
});

describe("the address that failures are counted by", () => {
  it("is the connection's, whatever the client writes, unless the proxy is trusted", () => {
    expect(addressOf(arrived("203.0.113.9"), false)).toBe("198.51.100.4");
  });

  it("is the last forwarded one behind a trusted proxy: the earlier ones came with the request", () => {
    expect(addressOf(arrived("6.6.6.6, 203.0.113.9"), true)).toBe("203.0.113.9");
    expect(addressOf(arrived(undefined), true)).toBe("198.51.100.4");
  });

  it("is one for a whole IPv6 network of 64 bits, and for both writings of an IPv4 address", () => {
    const networks = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"].map((one) =>
      addressOf(arrived(undefined, one), false),
    );
    expect(new Set(networks)).toEqual(new Set(["2001:db8:1:2::/64"]));
    expect(addressOf(arrived(undefined, "::ffff:198.51.100.4"), false)).toBe("198.51.100.4");
  });

  it("is none where it cannot be read", () => {
    expect(addressOf(arrived("not an address"), true)).toBeNull();
  });

  it("stands in each request's header before anything reads it, over what the client sent", async () => {
    noteClientAddresses();
    const server = createServer((request, response) => response.end(String(request.headers[addressHeader])));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { [addressHeader]: "9.9.9.9" } });
    expect(await answer.text()).toBe("127.0.0.1");
    await new Promise((resolve) => server.close(resolve));
  });
});
