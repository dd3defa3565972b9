import { Agent } from "node:http";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

const SOCKETS_MAX = 128;

/** The engine checks no signatures, but the protocol wants one. */
const LOCAL_IDENTITY = {
  region: "local",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
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

/** A document client for a DynamoDB endpoint: connections are kept, members that are `undefined` are left out. */
export const dynamoClient = ({ endpoint }: { endpoint: string }): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(connection(endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** A client for the change streams of the same endpoint; AWS has them under a host of their own. */
export const streamsClient = ({ endpoint }: { endpoint: string }): DynamoDBStreamsClient =>
  new DynamoDBStreamsClient(connection(endpoint.replace("//dynamodb.", "//streams.dynamodb.")));
