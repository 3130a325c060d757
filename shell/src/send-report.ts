/** Sends a report whose answer does not matter, also while the page is left. */
export function sendReport(path: string, report: unknown): void {
  const body = new Blob([JSON.stringify(report)], { type: 'application/json' });
  // some settings and extensions remove it
  if ('sendBeacon' in navigator) navigator.sendBeacon(path, body);
  else void fetch(path, { method: 'POST', body, keepalive: true }).catch(() => {});
}
