import { spawnSync } from 'node:child_process';
import { npmCommand } from './npm.ts';
import { root } from './parts.ts';

/** What `npm audit --json` prints: the found advisories, or why the registry could not be asked. */
export interface Report {
  message?: string;
  metadata?: { vulnerabilities: Record<string, number> };
  vulnerabilities?: Record<string, { name: string; severity: string; range: string; fixAvailable: unknown }>;
}

/**
 * Refuses packages with a known fault that is high or critical. A registry that cannot be asked says nothing about the
 * packages: offline, or behind a mirror without advisories, the gate says that it checked nothing, and passes; with
 * AUDIT=required it fails.
 * @returns a line that begins with `!` where nothing was checked
 */
export function judge(report: Report, required: boolean): { ok: boolean; text: string } {
  if (!report.metadata || !report.vulnerabilities) {
    const text = `! npm audit: the registry gives no advisories (${report.message ?? 'no answer'}): nothing was checked`;
    return { ok: !required, text };
  }
  const severe = Object.values(report.vulnerabilities).filter(({ severity }) => /^(?:high|critical)$/.test(severity));
  if (severe.length === 0) return { ok: true, text: 'npm audit: no high or critical advisory' };
  const lines = severe.map(({ name, severity, range, fixAvailable }) => {
    const remedy = fixAvailable
      ? 'update it, see npm audit'
      : 'no fixed version: replace it, or say in a decision why it may stay';
    return `${name} ${range}: ${severity}; ${remedy}`;
  });
  return { ok: false, text: lines.join('\n') };
}

function readReport(): Report {
  const [command, args] = npmCommand(['audit', '--json']);
  const { stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8', timeout: 30_000 });
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return {};
  }
}

if (import.meta.main) {
  const { ok, text } = judge(readReport(), process.env.AUDIT === 'required');
  (ok ? console.log : console.error)(text);
  process.exitCode = ok ? 0 : 1;
}
