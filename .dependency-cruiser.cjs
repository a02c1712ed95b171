// The floors of the house. The comment of a rule is what a contributor reads when it stops them.
const adapters = "store|channels|executors|verify";
const test = "[.]test[.]tsx?$";
const forbid = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

const ground = [
  forbid(
    "domain-is-alone",
    "A rule takes plain values and gives plain values; zod is the only guest in lib/domain.",
    { path: "^lib/domain/", pathNot: test },
    { pathNot: ["^lib/domain/", "(^|/)node_modules/zod/"] },
  ),
  forbid(
    "domain-reaches-no-io",
    "Not even by a detour may a rule reach a database, a screen or an adapter.",
    { path: "^lib/domain/", pathNot: test },
    {
      path: [
        `^lib/(${adapters}|platform|commands|queries|auth|worker)/`,
        "(^|/)node_modules/(@prisma|next|next-auth|react|pg)/",
      ],
      reachable: true,
    },
  ),
  forbid(
    "packs-are-values",
    "A protocol pack is written in the vocabulary of lib/domain and nothing else.",
    { path: "^lib/protocols/", pathNot: test },
    { pathNot: ["^lib/protocols/", "^lib/domain/"] },
  ),
];

const edges = [
  forbid(
    "database-has-one-door",
    "Prisma and pg are used in lib/store only, so that every query has a name there; a probe asks foreign databases.",
    { path: "^(lib|app|components|bin)/", pathNot: ["^lib/store/", "^lib/executors/check-sql[.]ts$", test] },
    { path: "(^|/)node_modules/(@prisma|pg|pg-pool)/|^lib/store/generated/" },
  ),
  forbid(
    "adapters-never-climb",
    "Platform and adapters are called; they know no command, query, session, worker or screen.",
    { path: `^lib/(${adapters}|platform)/`, pathNot: test },
    { path: "^(lib/(commands|queries|auth|worker)|app|components|bin)/" },
  ),
  forbid(
    "platform-is-below-adapters",
    "Platform carries the adapters, so it cannot stand on one.",
    { path: "^lib/platform/", pathNot: test },
    { path: `^lib/(${adapters})/` },
  ),
  forbid(
    "adapters-are-strangers",
    "Store, channels, executors and verify never meet; whoever needs two of them is a command or the worker.",
    { path: `^lib/(${adapters})/`, pathNot: test },
    { path: `^lib/(${adapters})/`, pathNot: "^lib/$1/" },
  ),
  forbid(
    "only-the-worker-speaks",
    "Messages and command lines leave through jobs, so that a transaction rolled back has said and done nothing.",
    { pathNot: ["^lib/(worker|channels|executors)/", test] },
    { path: "^lib/(channels|executors)/" },
  ),
];

const upper = [
  forbid(
    "use-cases-never-climb",
    "Commands, queries and sign-in are called by screens and worker, never the other way round.",
    { path: "^lib/(commands|queries|auth)/", pathNot: test },
    { path: "^(lib/worker|app|components|bin)/" },
  ),
  forbid(
    "queries-never-command",
    "Reading changes nothing.",
    { path: "^lib/queries/", pathNot: test },
    { path: "^lib/commands/" },
  ),
  forbid(
    "plain-node-stays-plain",
    "Worker and command line run under plain Node: nothing of Next or React on their import path.",
    { path: "^(lib/worker|bin)/", pathNot: test },
    {
      path: [
        "^(app|components|lib/auth/session)/",
        "(^|/)node_modules/(next|next-auth|react|react-dom|server-only)/",
      ],
      reachable: true,
    },
  ),
  forbid(
    "doors-use-the-front",
    "Screens, routes and the command line call commands, queries, auth and verify only.",
    { path: "^(app|bin)/", pathNot: test },
    { path: "^lib/(store|channels|executors|worker)/" },
  ),
  forbid(
    "web-has-no-signing-key",
    "The console's signing key is the worker's and the command line's: whoever takes the web process over cannot sign.",
    { path: "^(app|components)/|^(proxy|instrumentation)[.]ts$", pathNot: test },
    { path: "^lib/platform/signing-key[.]ts$", reachable: true },
  ),
  forbid(
    "verifying-runs-anywhere",
    "What verifies runs in a browser, too: digests and signatures come from #checking, bytes from lib/platform/bytes.ts.",
    {
      path: "^lib/verify/|^lib/platform/(bytes|canonical|challenge|digest|checking/browser|checking/rsa|checking/public-key)[.]ts$",
      pathNot: [
        "^lib/verify/bundle/(assemble|kept-envelope|seal|verify-file)[.]ts$",
        "^lib/verify/(anchors/sign|keys/sign-rotation)[.]ts$",
        "/testing/",
        test,
      ],
    },
    { dependencyTypes: ["core"] },
  ),
  forbid(
    "components-are-passive",
    "A shared component takes values and callbacks as props; it loads and saves nothing.",
    { path: "^components/" },
    { path: `^(app|lib/(${adapters}|commands|queries|auth|worker|platform))/` },
  ),
  forbid(
    "primitives-have-no-domain-words",
    "components/ui stays generic: it may not know what an incident is.",
    { path: "^components/ui/" },
    { path: "^(lib|components/(incident|shell))/" },
  ),
];

const outside = [
  forbid(
    "product-needs-no-script",
    "scripts/, demo/ and e2e/ serve the product; the product does not know them.",
    { path: "^(lib|app|components|bin)/", pathNot: test },
    { path: "^(scripts|demo|e2e|bench)/" },
  ),
  forbid(
    "shop-is-foreign",
    "The demonstration shop is somebody else's system: it shares no code with ours.",
    { path: "^demo/" },
    { path: "^(lib|app|components|bin|scripts|prisma)/" },
  ),
  forbid(
    "journeys-look-from-outside",
    "A browser journey uses what a person can reach, not our modules.",
    { path: "^e2e/" },
    { path: "^(lib|app|components|prisma)/" },
  ),
  forbid(
    "no-cycles",
    "In a cycle nobody can say who depends on whom.",
    { pathNot: "^lib/store/generated/" },
    { circular: true, viaOnly: { pathNot: "^(node_modules|lib/store/generated)/" } },
  ),
  forbid(
    "everything-resolves",
    "An import that leads nowhere is held by no rule.",
    {},
    { couldNotResolve: true },
  ),
];

module.exports = {
  forbidden: [...ground, ...edges, ...upper, ...outside],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^([.]next|[.]data|test-results)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json"],
    },
  },
};
