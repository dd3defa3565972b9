import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

/** Parts of each call that nothing here looks at: a log of nobody's, and headers for services that answer by calling. */
const UNUSED = ["loggerMiddleware", "getUserAgentMiddleware", "recursionDetectionMiddleware"];

/**
 * A client for the store. Its chain of middleware is put together once per kind of command, so that whoever adds to it
 * does so before the first call; a read costs half of what a document client takes (docs/adr/0011).
 */
export function storeClient(config: DynamoDBClientConfig): DynamoDBClient {
  const client = new DynamoDBClient({ ...config, cacheMiddleware: true });
  for (const name of UNUSED) client.middlewareStack.remove(name);
  return client;
}
