import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A network between two parts, which a test can cut, silence or slow down. */
export interface Line {
  port: number;
  /** Resets every connection, and refuses new ones. */
  cut(): void;
  /** Delivers nothing until it is mended, as when packets get lost; TCP then delivers what was held back. */
  silence(): void;
  /** Delivers everything later by so much, in both directions. */
  slow(ms: number): void;
  /** Ends all of these. */
  mend(): Promise<void>;
  close(): void;
}

/**
 * Starts a TCP proxy. With several target ports it is also a balancer: each connection goes to the next one that accepts
 * it.
 */
export async function startLine(targets: readonly number[]): Promise<Line> {
  const sockets = new Set<Socket>();
  let turn = 0;
  let delayMs = 0;
  let opened = Promise.withResolvers<void>();
  opened.resolve();

  /** Sends on what arrives, in order, each piece after the delay and not during a silence. */
  const forward = (from: Socket, to: Socket) => {
    let sent: Promise<unknown> = Promise.resolve();
    const later = (act: () => void) => {
      const delayed = delayMs > 0 ? sleep(delayMs) : undefined;
      sent = Promise.all([sent, delayed])
        .then(() => opened.promise)
        .then(act);
    };
    from.on('data', (bytes) => later(() => to.writable && to.write(bytes)));
    from.on('end', () => later(() => to.end()));
    from.on('close', () => later(() => to.destroySoon()));
  };
  const accept = async (client: Socket) => {
    follow(client);
    turn += 1;
    const target = await connectToOne(targets, turn);
    if (!target || client.destroyed) {
      target?.destroy();
      return void client.destroy();
    }
    follow(target);
    forward(client, target);
    forward(target, client);
  };
  const follow = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer({ noDelay: true }, (client) => void accept(client));
  const open = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await open(0);
  const { port } = server.address() as AddressInfo;

  return {
    port,
    cut() {
      server.close();
      for (const socket of sockets) socket.resetAndDestroy();
    },
    silence() {
      opened = Promise.withResolvers();
    },
    slow(ms) {
      delayMs = ms;
    },
    async mend() {
      delayMs = 0;
      opened.resolve();
      if (!server.listening) await open(port);
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Connects to the first port that accepts, beginning with another one each turn. */
async function connectToOne(ports: readonly number[], turn: number): Promise<Socket | undefined> {
  for (let index = 0; index < ports.length; index += 1) {
    const socket = connect({ port: ports[(turn + index) % ports.length] ?? 0, host: '127.0.0.1', noDelay: true });
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    if (isOpen) return socket;
  }
  return undefined;
}
