import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Store } from "@firstlot/core/kernel/store";
import { dynamoClient } from "../../packages/local/src/engine/dynamo-client.ts";
import { startEngine } from "../../packages/local/src/engine/engine.ts";
import { freePort } from "../../packages/local/src/engine/free-port.ts";
import { createTable } from "../../packages/local/src/engine/table.ts";

/** A store on an embedded engine of its own, in a folder that goes away with it. */
export interface LocalStore {
  readonly store: Store;
  close(): Promise<void>;
}

/** Starts an engine on a free port with an empty table. */
export async function openLocalStore(): Promise<LocalStore> {
  const dataDir = mkdtempSync(join(tmpdir(), "firstlot-store-"));
  const engine = await startEngine({ port: await freePort(), dataDir });
  const dynamo = dynamoClient({ endpoint: engine.endpoint });
  await createTable({ dynamo, tableName: "firstlot" });
  return {
    store: new Store({ dynamo, tableName: "firstlot" }),
    close: async () => {
      dynamo.destroy();
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
