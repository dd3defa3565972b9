import { Stack } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { DataStack } from "./data-stack.ts";

/** Items that are written once and for ever; each owns the beginning of its partition key. */
export const APPEND_ONLY_PREFIXES = ["EVENT#", "LEDGER#", "BANKREF#", "AUDIT#"] as const;

/** Folders of the bucket whose objects are locked for years; everything else is in the plain bucket. */
const LOCKED_FOLDERS = ["statements", "reconciliation", "audit", "roots"] as const;

/** A folder of blobs; its first segment decides the bucket. */
export type BlobFolder = (typeof LOCKED_FOLDERS)[number] | "catalogue" | "media" | "evidence";

const isLocked = (folder: BlobFolder): boolean => LOCKED_FOLDERS.some((locked) => locked === folder);

/** What one function may do with the data. Only what is named is granted. */
export interface DataAccess {
  /** `read`: items and indexes; `write`: also conditional writes, except changes of what is append-only. */
  readonly table?: "read" | "write";
  /** With `write`: only items whose partition key begins so. */
  readonly writeOnly?: readonly string[];
  readonly readBlobs?: readonly BlobFolder[];
  readonly writeBlobs?: readonly BlobFolder[];
  /** Read what the malware scan has left on uploaded files. */
  readonly scanResults?: boolean;
  /** Seal and open partners' webhook secrets. */
  readonly secretBox?: boolean;
  /** Read the platform's own keys when it starts. */
  readonly secrets?: boolean;
}

const READ_ACTIONS = ["dynamodb:GetItem", "dynamodb:Query"];
const WRITE_ACTIONS = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:ConditionCheckItem",
];

/** The statements of a role, the denials first. */
export function dataStatements(data: DataStack, access: DataAccess): PolicyStatement[] {
  return [
    ...denials(data),
    ...tableStatements(data, access),
    ...blobStatements(data, access),
    ...(access.scanResults === true
      ? [
          new PolicyStatement({
            actions: ["s3:GetObjectTagging"],
            resources: [data.plainBucket.arnForObjects("evidence/*")],
          }),
        ]
      : []),
    ...(access.secrets === true ? secretStatements(data) : []),
    ...(access.secretBox === true
      ? [
          new PolicyStatement({
            actions: ["kms:Encrypt", "kms:Decrypt"],
            resources: [data.boxKey.keyArn],
            conditions: { Null: { "kms:EncryptionContext:context": "false" } }, // never without its owner
          }),
        ]
      : []),
  ];
}

/**
 * Every role refuses to change or delete history, whatever else it is granted later; a second Put is refused by the
 * condition that every append carries. Unconditioned ways to write are refused altogether.
 */
const denials = ({ table }: DataStack): PolicyStatement[] => [
  new PolicyStatement({
    sid: "KeepHistory",
    effect: Effect.DENY,
    actions: ["dynamodb:UpdateItem", "dynamodb:DeleteItem"],
    resources: [table.tableArn],
    conditions: {
      "ForAnyValue:StringLike": {
        "dynamodb:LeadingKeys": APPEND_ONLY_PREFIXES.map((prefix) => `${prefix}*`),
      },
    },
  }),
  new PolicyStatement({
    sid: "OnlyConditionedWrites",
    effect: Effect.DENY,
    actions: [
      "dynamodb:BatchWriteItem",
      "dynamodb:PartiQLInsert",
      "dynamodb:PartiQLUpdate",
      "dynamodb:PartiQLDelete",
      "dynamodb:PartiQLSelect",
      "dynamodb:DeleteTable",
      "dynamodb:UpdateTable",
      "dynamodb:Scan",
    ],
    resources: [table.tableArn],
  }),
];

function tableStatements({ table, dataKey }: DataStack, access: DataAccess): PolicyStatement[] {
  if (access.table === undefined) return [];
  const indexes = ["due", "list"].map((name) => `${table.tableArn}/index/${name}`);
  return [
    new PolicyStatement({ actions: READ_ACTIONS, resources: [table.tableArn, ...indexes] }),
    ...(access.table === "write"
      ? [
          new PolicyStatement({
            actions: WRITE_ACTIONS,
            resources: [table.tableArn],
            ...(access.writeOnly === undefined
              ? {}
              : {
                  conditions: {
                    "ForAllValues:StringLike": {
                      "dynamodb:LeadingKeys": access.writeOnly.map((prefix) => `${prefix}*`),
                    },
                  },
                }),
          }),
        ]
      : []),
    new PolicyStatement({
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      resources: [dataKey.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `dynamodb.${Stack.of(table).region}.amazonaws.com` } },
    }),
  ];
}

const secretStatements = ({ secrets, dataKey, region }: DataStack): PolicyStatement[] => [
  new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [secrets.secretArn] }),
  new PolicyStatement({
    actions: ["kms:Decrypt"],
    resources: [dataKey.keyArn],
    conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
  }),
];

function blobStatements(data: DataStack, access: DataAccess): PolicyStatement[] {
  const { readBlobs = [], writeBlobs = [] } = access;
  const bucketOf = (folder: BlobFolder) => (isLocked(folder) ? data.lockedBucket : data.plainBucket);
  const objects = (folders: readonly BlobFolder[]) =>
    folders.map((folder) => bucketOf(folder).arnForObjects(`${folder}/*`));
  const touched = [...new Set([...readBlobs, ...writeBlobs])];
  if (touched.length === 0) return [];
  return [
    new PolicyStatement({ actions: ["s3:GetObject"], resources: objects(touched) }),
    ...(writeBlobs.length === 0
      ? []
      : [new PolicyStatement({ actions: ["s3:PutObject"], resources: objects(writeBlobs) })]),
    // without it, S3 answers "forbidden" instead of "missing", and a missing blob would look like a broken one
    new PolicyStatement({
      actions: ["s3:ListBucket"],
      resources: [...new Set(touched.map((folder) => bucketOf(folder).bucketArn))],
    }),
    new PolicyStatement({
      actions: ["kms:Decrypt", ...(writeBlobs.length === 0 ? [] : ["kms:GenerateDataKey"])],
      resources: [data.dataKey.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `s3.${data.region}.amazonaws.com` } },
    }),
  ];
}
