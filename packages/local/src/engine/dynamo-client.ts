import { Agent } from "node:http";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { leanClient, storeClient } from "@firstlot/core/kernel/store-client";

const SOCKETS_MAX = 128;

const UNSIGNED = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=local/20000101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
  "x-amz-date": "20000101T000000Z",
};

/** The engine wants a signature and looks at none: requests to it carry one word, and spare what signing costs. */
const LOCAL_IDENTITY = {
  region: "local",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  signer: {
    sign: async <R extends { headers: Record<string, string> }>(request: R): Promise<R> => {
      Object.assign(request.headers, UNSIGNED);
      return request;
    },
  },
};

/**
 * Access to an endpoint of one's own uses fixed words as credentials; an endpoint of AWS uses what the environment
 * of the process offers.
 */
function identityFor(endpoint: string) {
  return new URL(endpoint).hostname.endsWith(".amazonaws.com") ? {} : LOCAL_IDENTITY;
}

const connection = (endpoint: string) => ({
  endpoint,
  ...identityFor(endpoint),
  requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX }) },
  maxAttempts: 3,
});

/** A client for the store at a DynamoDB endpoint: connections are kept. */
export const dynamoClient = ({ endpoint }: { endpoint: string }): DynamoDBClient =>
  storeClient(connection(endpoint));

/** A client for the change streams of the same endpoint; AWS has them under a host of their own. */
export const streamsClient = ({ endpoint }: { endpoint: string }): DynamoDBStreamsClient =>
  leanClient(
    new DynamoDBStreamsClient({
      ...connection(endpoint.replace("//dynamodb.", "//streams.dynamodb.")),
      cacheMiddleware: true,
    }),
  );
