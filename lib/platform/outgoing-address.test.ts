import { describe, expect, it } from "vitest";
import { parseAllowedHosts, whyAddressRefused } from "./outgoing-address.ts";

describe("an address", () => {
  it.each(["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8"])(
    "%s may be reached",
    (address) => {
      expect(whyAddressRefused(address, false)).toBeNull();
    },
  );

  it.each([
    "127.0.0.1",
    "127.8.9.10",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "fd00::1",
  ])("%s may be reached only through a host that an administrator allowed", (address) => {
    expect(whyAddressRefused(address, false)).toContain("which no allowed host opens");
    expect(whyAddressRefused(address, true)).toBeNull();
  });

  it.each([
    "0.0.0.0",
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "::7f00:1",
    "::ffff:0:127.0.0.1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "not an address",
    "",
  ])("%s is never reached, not even through an allowed host", (address) => {
    expect(whyAddressRefused(address, true)).not.toBeNull();
  });
});

describe("the hosts that an administrator allowed", () => {
  it("are known by name, on one port where one is given", () => {
    const hosts = parseAllowedHosts([
      " Intranet.example ",
      "shop.example:8443",
      "[::1]:9000",
      "[fd00::2]",
      "",
    ]);
    expect(hosts.has("intranet.example", "1")).toBe(true);
    expect(hosts.has("shop.example", "8443")).toBe(true);
    expect(hosts.has("shop.example", "443")).toBe(false);
    expect(hosts.has("::1", "9000")).toBe(true);
    expect(hosts.has("[::1]", "9000")).toBe(true);
    expect(hosts.has("::1", "80")).toBe(false);
    expect(hosts.has("[fd00::2]", "80")).toBe(true);
    expect(hosts.has("evil-intranet.example", "1")).toBe(false);
    expect(hosts.has("", "80")).toBe(false);
  });
});
