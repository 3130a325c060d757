import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * Starts a headless Chromium: the executable in CHROMIUM_PATH, else the package from npm (Linux x64), else an installed
 * Chrome.
 * @param flags further arguments
 * @param without arguments of Playwright's to leave out
 */
export async function launchBrowser(flags: readonly string[] = [], without: readonly string[] = []): Promise<Browser> {
  // Chromium does not run its sandbox as root
  const args = [...FLAGS, ...flags, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const options = { args, ignoreDefaultArgs: [...without] };
  if (process.env.CHROMIUM_PATH) return chromium.launch({ executablePath: process.env.CHROMIUM_PATH, ...options });
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome', ...options });
  return launchPacked(options);
}

/** The packed Chromium has the libraries and fonts that a server may lack; they are used only where these are missing. */
async function launchPacked(options: { args: string[]; ignoreDefaultArgs: string[] }): Promise<Browser> {
  // unpacked into a folder for each user, because a user cannot run the copy of another
  const folder = path.join(tmpdir(), `boutique-chromium-${process.getuid?.()}`);
  await mkdir(folder, { recursive: true });
  process.env.TMPDIR = folder;
  const { default: packed, inflate } = await import('@sparticuz/chromium');
  const executablePath = await packed.executablePath();
  // some systems also forbid the sandbox of an unpacked binary to users other than root
  const launch = (env?: Record<string, string>) =>
    chromium.launch({
      ...options,
      executablePath,
      args: [...new Set([...options.args, '--no-sandbox', '--no-zygote'])],
      ...(env && { env }),
    });
  try {
    return await launch();
  } catch (error) {
    if (!/error while loading shared libraries/.test(String(error))) throw error;
    const libraries = await inflate(
      new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium')).pathname,
    );
    return launch({
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: path.join(libraries, 'lib'),
      FONTCONFIG_PATH: path.join(folder, 'fonts'),
    });
  }
}
