import { createServer } from "node:net";
import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { expect, it } from "vitest";
import { AppError } from "#lib/platform/errors.ts";
import { connectStore, database, disconnectStore } from "./client.ts";
import { toFailure } from "./failure.ts";
import { withTransaction } from "./transaction.ts";

/** An address of this machine where nothing listens any more. */
async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `postgresql://nobody:nothing@127.0.0.1:${typeof address === "object" ? address?.port : 0}/none`;
}

it("a database that is away is said to be away, whichever way it was asked", async () => {
  connectStore(await deadAddress());
  const ways = [
    () => database().$queryRaw`select 1`,
    () => database().$executeRaw`select 1`,
    () => database().person.findFirst(),
    () => withTransaction((tx) => Promise.resolve(tx)),
  ];
  for (const ask of ways) {
    const failure = await ask().then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({
      code: "unavailable",
      publicMessage: expect.stringContaining("cannot be reached"),
    });
  }
  await disconnectStore();
});

it("a connection that is lost as a transaction ends is the database's absence, and does not claim that nothing changed", () => {
  const failure = toFailure(new DriverAdapterError({ kind: "ConnectionClosed" }));
  expect(failure).toMatchObject({
    code: "unavailable",
    publicMessage: expect.stringContaining("Send it again"),
  });
  expect(failure).toMatchObject({ publicMessage: expect.not.stringContaining("Nothing was changed") });
});
