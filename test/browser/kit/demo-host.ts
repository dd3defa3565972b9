import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { freePort } from "../../../packages/local/src/engine/free-port.ts";
import { StartedPlatform } from "../../kit/started-platform.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a test file asks for the platform with the demo's data. */
    demoHost: string;
  }
}

/** Starts one platform with the demo's data for all browser tests, when the first of them asks for it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let platform: Promise<StartedPlatform> | undefined;
  const server = createServer(async (_request, response) => {
    platform ??= StartedPlatform.withDemo("screens");
    try {
      response.end(JSON.stringify((await platform).place));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  const port = await freePort();
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  project.provide("demoHost", `http://127.0.0.1:${port}`);
  return async () => {
    server.close();
    await (await platform)?.remove();
  };
}
