import { dirname, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** Of npm's own variables those that would lead the command's npm into our checkout instead of its own folder. */
const ofNpm = /^(npm_lifecycle_|npm_package_|npm_command$|npm_config_local_prefix$|INIT_CWD$)/;

const above = (folder: string): string[] => {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...above(parent)];
};

/**
 * The environment that the command gets: the caller's, without the token, and without what npm and our start put into it
 * on the way here. Because npm sets our programs before the caller's, the command would else find our Node.
 */
export function environmentOfCaller(env: Environment, checkout: string): Environment {
  const { HOLDPOINT_TOKEN, ...rest } = env;
  if (env.npm_lifecycle_event !== "holdpoint") return rest;
  const ours = new Set(above(checkout).map((folder) => join(folder, "node_modules", ".bin")));
  const path = (env.PATH ?? "").split(":").filter((one) => !ours.has(one) && !one.endsWith("/node-gyp-bin"));
  const kept = Object.entries(rest).filter(
    ([name, value]) =>
      !ofNpm.test(name) &&
      !(name === "NODE_COMPILE_CACHE" && value === join(checkout, "node_modules", ".cache", "node")),
  );
  return { ...Object.fromEntries(kept), PATH: path.join(":") };
}
