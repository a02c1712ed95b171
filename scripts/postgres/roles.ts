import pg from "pg";

export type RolePasswords = { migrator: string; app: string; worker: string };
export type Addresses = { app: string; worker: string; migrator: string };

export const roleNames = { migrator: "holdpoint_migrator", app: "holdpoint_app", worker: "holdpoint_worker" };

/** Runs `work` on one connection and closes it whatever happens. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Lost between two questions, a connection would end the whole process; the next question says it all the same.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function createRole(client: pg.Client, name: string, password: string, also = ""): Promise<void> {
  const known = await client.query("select 1 from pg_roles where rolname = $1", [name]);
  const verb = known.rowCount ? "ALTER" : "CREATE";
  await client.query(
    `${verb} ROLE ${client.escapeIdentifier(name)} LOGIN ${also} PASSWORD ${client.escapeLiteral(password)}`,
  );
}

/** The three roles of the house; the migrator owns, the other two are given what the migrations grant. */
export async function createRoles(superuserUrl: string, passwords: RolePasswords): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await createRole(client, roleNames.migrator, passwords.migrator, "CREATEDB");
    await createRole(client, roleNames.app, passwords.app);
    await createRole(client, roleNames.worker, passwords.worker);
  });
}

/** A database that the migrator owns and only the three roles may enter. True when it was made now. */
export async function createDatabase(
  superuserUrl: string,
  name: string,
  template?: string,
): Promise<boolean> {
  return withClient(superuserUrl, async (client) => {
    const known = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (known.rowCount) return false;
    const database = client.escapeIdentifier(name);
    const from = template ? `TEMPLATE ${client.escapeIdentifier(template)}` : "";
    await client.query(`CREATE DATABASE ${database} OWNER ${roleNames.migrator} ${from}`);
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${roleNames.app}, ${roleNames.worker}`);
    return true;
  });
}

/** The addresses of one database for each role. */
export function addressesOf(port: number, database: string, passwords: RolePasswords): Addresses {
  const at = (role: keyof RolePasswords) =>
    `postgresql://${roleNames[role]}:${passwords[role]}@127.0.0.1:${port}/${database}`;
  return { app: at("app"), worker: at("worker"), migrator: at("migrator") };
}
