/** The demonstration's people, as the start prints them. */
export const people = {
  commander: { email: "commander@example.com", name: "Maya Okafor" },
  captain: { email: "captain@example.com", name: "Jonas Berg" },
  sre: { email: "sre@example.com", name: "Priya Nair" },
  sreLead: { email: "sre-lead@example.com", name: "Tomás Rivera" },
  producer: { email: "producer@example.com", name: "Ines Laurent" },
  consumer: { email: "consumer@example.com", name: "David Chen" },
  data: { email: "data@example.com", name: "Yuki Tanaka" },
  security: { email: "security@example.com", name: "Leila Mansour" },
  comms: { email: "comms@example.com", name: "Sofia Lindqvist" },
  stakeholder: { email: "stakeholder@example.com", name: "Ruth Adeyemi" },
  product: { email: "product@example.com", name: "Amara Diallo" },
  vp: { email: "vp@example.com", name: "Henrik Solberg" },
  admin: { email: "admin@example.com", name: "Alex Novak" },
} as const;

export type Who = keyof typeof people;
