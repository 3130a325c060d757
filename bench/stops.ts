const stops: (() => unknown)[] = [];

/** Registers what stops something that was started. */
export const defer = (stop: () => unknown): void => void stops.unshift(stop);

/** Stops everything, the last started first. */
export async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}
