import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout, wherever we were called from. */
export const root = fileURLToPath(new URL("..", import.meta.url));

export const prismaFolders = {
  schema: join(root, "prisma", "schema"),
  migrations: join(root, "prisma", "migrations"),
};
