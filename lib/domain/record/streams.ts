const ofCheckpoints = "checkpoint/";

/** How people call an incident or a checkpoint: letters, a year and a number. */
export const referencePattern = /^[A-Z]{2,5}-\d{4}-\d{4,}$/;

/** What every reference of a checkpoint begins with, and none of an incident. */
export const checkpointPrefix = "CHK";

/**
 * The stream of a checkpoint stands in the same log as an incident's, under the same guards. Its name has a kind before
 * the reference, so that nobody takes it for an incident.
 */
export const checkpointStream = (reference: string): string => `${ofCheckpoints}${reference}`;

export const isCheckpointStream = (stream: string): boolean => stream.startsWith(ofCheckpoints);

/** What people call the incident or checkpoint of a stream. */
export const referenceOf = (stream: string): string =>
  isCheckpointStream(stream) ? stream.slice(ofCheckpoints.length) : stream;

/** The stream that a reference names: those of checkpoints all begin with their own letters. */
export const streamOf = (reference: string): string =>
  reference.startsWith(`${checkpointPrefix}-`) ? checkpointStream(reference) : reference;
