import type { Socket } from 'node:net';
import { createServer, type SecureVersion } from 'node:tls';
import { listen } from '../../simulators/local-server.ts';
import type { KeyedCertificate } from '../../simulators/certificates.ts';

/** A TLS server that answers every request with `ok` and keeps account of what it could read. */
export interface RecordingServer {
  readonly port: number;
  /** Everything that arrived inside TLS. */
  readonly received: () => string;
  /** Handshakes that the client also found good. */
  readonly connections: () => number;
  /** Connections on which the client took up an earlier session. */
  readonly resumed: () => number;
  readonly names: readonly string[];
  /** Waits until no connection is open any more. */
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface ServerWishes {
  readonly version?: SecureVersion;
  /** What every request is answered with. */
  readonly answer?: string;
  readonly port?: number;
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Thing: a\r\n\r\nok';

/** The same for all servers: each takes up sessions of the others, as a machine in between might. */
const ticketKeys = Buffer.alloc(48, 'ticket');

export async function serveTls(
  { cert, key }: KeyedCertificate,
  { version = 'TLSv1.3', answer = ok, port: wanted = 0 }: ServerWishes = {},
): Promise<RecordingServer> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const names: string[] = [];
  let connections = 0;
  let resumed = 0;
  const options = { cert, key, ticketKeys, minVersion: version, maxVersion: version };
  const server = createServer(options, (socket) => {
    connections += 1;
    if (socket.isSessionReused()) resumed += 1;
    names.push(typeof socket.servername === 'string' ? socket.servername : '');
    let pending = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      pending += chunk.toString('latin1');
      const end = pending.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = Number(/content-length: (\d+)/iu.exec(pending)?.[1] ?? 0);
      if (pending.length < end + 4 + length) return;
      pending = '';
      socket.write(answer);
    });
  });
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const { port } = await listen(server, wanted);
  return {
    port,
    idle: async () => {
      while (sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    received: () => Buffer.concat(chunks).toString('latin1'),
    connections: () => connections,
    resumed: () => resumed,
    names,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
