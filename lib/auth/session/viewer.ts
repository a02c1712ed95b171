/** The signed-in person behind a request. */
export type Viewer = {
  personId: string;
  name: string;
  email: string;
  party: string | null;
  roles: string[];
  isAdministrator: boolean;
  isAuditor: boolean;
  sessionId: string;
};
