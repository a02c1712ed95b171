/** The demonstration's people: separate ones, so that who may do what shows. */
export type DemoPerson = {
  email: string;
  name: string;
  /** What the start prints beside the address. */
  role: string;
  party: string | null;
  roles: string[];
  onCallRoles: string[];
  isAdministrator?: boolean;
};

export const demoPeople: DemoPerson[] = [
  {
    email: "commander@example.com",
    name: "Maya Okafor",
    role: "incident commander",
    party: null,
    roles: ["commander"],
    onCallRoles: ["commander"],
  },
  {
    email: "captain@example.com",
    name: "Jonas Berg",
    role: "release captain",
    party: null,
    roles: ["release-captain", "api-lead"],
    onCallRoles: ["release-captain", "api-lead"],
  },
  {
    email: "sre@example.com",
    name: "Priya Nair",
    role: "on-call SRE",
    party: null,
    roles: ["on-call-sre", "infrastructure-lead"],
    onCallRoles: ["on-call-sre", "infrastructure-lead"],
  },
  {
    email: "sre-lead@example.com",
    name: "Tomás Rivera",
    role: "SRE lead",
    party: null,
    roles: ["sre-lead", "engineering-leadership"],
    onCallRoles: ["sre-lead"],
  },
  {
    email: "producer@example.com",
    name: "Ines Laurent",
    role: "producer lead, MemoryKernel",
    party: "producer",
    roles: ["producer-lead"],
    onCallRoles: ["producer-lead"],
  },
  {
    email: "consumer@example.com",
    name: "David Chen",
    role: "consumer lead, AssistSupport",
    party: "consumer",
    roles: ["consumer-lead"],
    onCallRoles: ["consumer-lead"],
  },
  {
    email: "data@example.com",
    name: "Yuki Tanaka",
    role: "data and evidence lead",
    party: null,
    roles: ["data-lead"],
    onCallRoles: ["data-lead"],
  },
  {
    email: "security@example.com",
    name: "Leila Mansour",
    role: "security lead",
    party: null,
    roles: ["security-lead", "security"],
    onCallRoles: ["security-lead"],
  },
  {
    email: "comms@example.com",
    name: "Sofia Lindqvist",
    role: "communications",
    party: null,
    roles: ["communications"],
    onCallRoles: ["communications"],
  },
  {
    email: "stakeholder@example.com",
    name: "Ruth Adeyemi",
    role: "stakeholder",
    party: null,
    roles: ["stakeholder"],
    onCallRoles: [],
  },
  {
    email: "product@example.com",
    name: "Amara Diallo",
    role: "product owner",
    party: null,
    roles: ["product-owner"],
    onCallRoles: ["product-owner"],
  },
  {
    email: "vp@example.com",
    name: "Henrik Solberg",
    role: "VP of engineering",
    party: null,
    roles: ["vp-engineering", "engineering-leadership"],
    onCallRoles: ["vp-engineering"],
  },
  {
    email: "admin@example.com",
    name: "Alex Novak",
    role: "administrator",
    party: null,
    roles: [],
    onCallRoles: [],
    isAdministrator: true,
  },
  {
    email: "second-admin@example.com",
    name: "Greta Lind",
    role: "second administrator, who publishes what the first proposed",
    party: null,
    roles: [],
    onCallRoles: [],
    isAdministrator: true,
  },
];
