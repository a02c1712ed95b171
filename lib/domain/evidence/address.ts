/** Where a file of evidence is given out to those who may read it. */
export const evidenceAddress = (reference: string, evidence: string): string =>
  `/api/evidence/${reference}/${evidence}`;
