/**
 * Version of the interface between shell and slices (slice.ts, the facade with its query keys, the events). A breaking
 * change raises it.
 */
export const CONTRACT_VERSION = 3;
