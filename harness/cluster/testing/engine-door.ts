import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A door to the container engine that can be shut, as the engine is when it stops, without anybody else's cluster noticing. */
export interface EngineDoor {
  /** DOCKER_HOST of whoever goes through it. */
  host: string;
  open(): Promise<void>;
  shut(): Promise<void>;
}

/** A socket at `path` that leads to the engine's own. */
export function engineDoor(path: string, engineSocket: string): EngineDoor {
  const passing = new Set<Socket>();
  const through = (socket: Socket) => {
    const engine = connect(engineSocket);
    for (const end of [socket, engine]) {
      passing.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => passing.delete(end));
    }
    socket.pipe(engine);
    engine.pipe(socket);
  };
  let server = createServer();
  return {
    host: `unix://${path}`,
    async open() {
      server = createServer({ allowHalfOpen: true }, through).listen(path);
      await once(server, 'listening');
    },
    async shut() {
      server.close();
      for (const socket of passing) socket.destroy();
      await once(server, 'close');
    },
  };
}
