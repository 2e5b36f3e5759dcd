import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from '../../simulators/local-server.ts';

/** A proxy on this machine that opens ways (CONNECT) to servers on this machine, under whatever name they are asked for. */
export interface ConnectProxy {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** `host:port` of every way that was asked for, in order. */
  readonly targets: readonly string[];
  /** Everything that clients said to the proxy itself, before their ways were open. */
  readonly heard: () => string;
  /** Refuses with this status from now on, or says nothing at all; 200 opens ways again. */
  readonly answerWith: (status: number | 'nothing') => void;
  readonly close: () => Promise<void>;
}

export async function startProxy(): Promise<ConnectProxy> {
  const targets: string[] = [];
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  let status: number | 'nothing' = 200;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connection', keep);
  server.on('connect', (request, client: Socket) => {
    const target = request.url ?? '';
    targets.push(target);
    heard.push(target, ...request.rawHeaders);
    if (status === 'nothing') return;
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} No\r\nContent-Type: text/html\r\n\r\n<h1>${status}</h1>`);
      return;
    }
    const port = Number(target.slice(target.lastIndexOf(':') + 1));
    const onward = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(client);
      client.pipe(onward);
    });
    keep(onward);
    onward.once('close', () => client.destroy());
    client.once('close', () => onward.destroy());
  });
  const { port } = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    targets,
    heard: () => heard.join('\n'),
    answerWith: (wanted) => {
      status = wanted;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
