import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

/** Parts of each call that nothing here looks at: a log of nobody's, and headers for services that answer by calling. */
const UNUSED = ["loggerMiddleware", "getUserAgentMiddleware", "recursionDetectionMiddleware"];

/** Takes out of a client what nobody looks at. */
export function leanClient<C extends { readonly middlewareStack: { remove(name: string): boolean } }>(
  client: C,
): C {
  for (const name of UNUSED) client.middlewareStack.remove(name);
  return client;
}

/**
 * A client for the store. Its chain of middleware is put together once per kind of command, so that whoever adds to it
 * does so before the first call; a read costs half of what a document client takes (docs/adr/0011).
 */
export const storeClient = (config: DynamoDBClientConfig): DynamoDBClient =>
  leanClient(new DynamoDBClient({ ...config, cacheMiddleware: true }));
