import { createServer } from "node:net";
import { err, ok, type Result } from "@firstlot/core/kernel/result";
import { hasCode } from "../blobs/atomic-file.ts";

const HOST = "127.0.0.1";

/** Why a port cannot be used, with a sentence for the person at the terminal. */
export type PortRefusal = Readonly<{ kind: "port_taken"; port: number; sentence: string }>;

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host: HOST, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}

/** A port of this machine that nobody listens on; for tests. */
export const freePort = (): Promise<number> => listenOnce(0);

/**
 * Checks that a port can be listened on.
 * @param options.variable the environment variable that moves it, named in the sentence
 */
export async function assertPortFree(options: {
  port: number;
  what: string;
  variable: string;
}): Promise<Result<void, PortRefusal>> {
  const { port, what, variable } = options;
  try {
    await listenOnce(port);
    return ok(undefined);
  } catch (error) {
    if (!hasCode(error, "EADDRINUSE") && !hasCode(error, "EACCES")) throw error;
    const sentence =
      `Port ${port}, meant for ${what}, is taken by another program: stop that program ` +
      `(\`lsof -i :${port}\` shows it), or choose another port with ${variable}=${port + 100} npm start.`;
    return err({ kind: "port_taken", port, sentence });
  }
}
