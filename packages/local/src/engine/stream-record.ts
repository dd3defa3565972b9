import { isDeepStrictEqual } from "node:util";
import type { _Record, AttributeValue as StreamValue } from "@aws-sdk/client-dynamodb-streams";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { AttributeValue, DynamoDBRecord } from "aws-lambda";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** A stream value as Lambda gets it: binary as base64 text, unknown kinds refused. */
function lambdaValue(value: StreamValue): AttributeValue {
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.NULL !== undefined) return { NULL: value.NULL };
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.SS !== undefined) return { SS: value.SS };
  if (value.NS !== undefined) return { NS: value.NS };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(lambdaValue) };
  if (value.M !== undefined) return { M: lambdaImage(value.M) };
  throw new Error(`a stream value of an unknown kind: ${JSON.stringify(value.$unknown)}`);
}

const lambdaImage = (image: Record<string, StreamValue>): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, lambdaValue(value)]));

/**
 * Whether AWS would not have written this record: deleting what was not there, or replacing an item by itself.
 * The embedded engine writes such records now and then.
 */
export function isSurplus({ eventName, dynamodb }: _Record): boolean {
  const { OldImage, NewImage } = dynamodb ?? {};
  if (eventName === "REMOVE") return OldImage === undefined || Object.keys(OldImage).length === 0;
  return eventName === "MODIFY" && isDeepStrictEqual(OldImage, NewImage);
}

/** A record of the stream API as a Lambda function gets it in a `DynamoDBStreamEvent`. */
export function lambdaRecord(record: _Record): DynamoDBRecord {
  const { eventID, eventName, eventVersion, awsRegion, dynamodb } = record;
  invariant(eventID !== undefined && eventName !== undefined, "a stream record has an id and a name");
  invariant(
    dynamodb?.Keys !== undefined && dynamodb.SequenceNumber !== undefined,
    "a stream record has keys",
  );
  const {
    ApproximateCreationDateTime: created,
    Keys,
    NewImage,
    OldImage,
    SequenceNumber,
    SizeBytes,
  } = dynamodb;
  return {
    eventID,
    eventName,
    eventVersion: eventVersion ?? "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: awsRegion ?? "local",
    dynamodb: {
      ...(created === undefined
        ? {}
        : { ApproximateCreationDateTime: Math.floor(created.getTime() / 1_000) }),
      Keys: lambdaImage(Keys),
      ...(NewImage === undefined ? {} : { NewImage: lambdaImage(NewImage) }),
      ...(OldImage === undefined ? {} : { OldImage: lambdaImage(OldImage) }),
      SequenceNumber,
      ...(SizeBytes === undefined ? {} : { SizeBytes }),
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  };
}
