import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { fromRoot } from '../parts.ts';
import type { KubernetesObject } from './overlay.ts';

const kubectl = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('kubectl', args, { maxBuffer: 2 ** 26 })).stdout;

/** The first kubectl whose Kustomize (5.0) supports everything in our manifests. */
const MINIMUM_MINOR = 27;

/** @throws Error that says what to install */
export async function checkKubectl(): Promise<void> {
  const install = `Install kubectl 1.${MINIMUM_MINOR} or newer: https://kubernetes.io/docs/tasks/tools/`;
  const output = await kubectl('version', '--client', '--output=json').catch(() => undefined);
  if (output === undefined) throw new Error(`kubectl is not there. ${install}`);
  const { clientVersion } = JSON.parse(output) as { clientVersion: { gitVersion: string; minor: string } };
  if (Number.parseInt(clientVersion.minor, 10) < MINIMUM_MINOR) {
    throw new Error(`kubectl ${clientVersion.gitVersion} is too old. ${install}`);
  }
}

export const listOverlays = async (): Promise<string[]> => (await readdir(fromRoot('k8s/overlays'))).sort();

/** The objects that `kubectl apply -k` would apply. @throws Error with Kustomize's message */
export async function renderOverlay(name: string): Promise<KubernetesObject[]> {
  const documents = parseAllDocuments(await kubectl('kustomize', fromRoot('k8s/overlays', name)));
  return documents.map((document) => document.toJS() as KubernetesObject);
}
