import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { forward } from './forward.ts';

export interface Certificate {
  key: string;
  cert: string;
  /**
   * The hash of its public key. A browser that accepts this key takes the certificate for a good one, and so keeps files
   * in its cache; with certificate errors ignored it would keep none.
   */
  keyHash: string;
}

/** Makes a certificate for localhost that is valid for a day. Needs `openssl`. */
export async function createCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-bench-tls-'));
  const [keyFile, certFile] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  try {
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
    const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    await promisify(execFile)('openssl', ['req', ...kind, ...name, '-keyout', keyFile, '-out', certFile]);
    const [key, cert] = await Promise.all([readFile(keyFile, 'utf8'), readFile(certFile, 'utf8')]);
    const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
    return { key, cert, keyHash: createHash('sha256').update(publicKey).digest('base64') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Serves an origin by HTTP/2 only. */
export async function startH2Proxy(
  origin: string,
  { key, cert }: Certificate,
): Promise<{ url: string; stop: () => void }> {
  const server = createSecureServer({ key, cert, allowHTTP1: false }, (request, response) => {
    forward(request, response, origin).catch(() => response.destroy());
  }).listen(0, 'localhost');
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', (session) => sessions.add(session));
  await once(server, 'listening');
  const stop = () => {
    server.close();
    for (const session of sessions) session.destroy();
  };
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, stop };
}
