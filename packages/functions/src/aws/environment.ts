import { z } from "zod";

const url = z.url({ protocol: /^https$/ });

/** What the stacks tell every function that touches data (`infra/src/platform-environment.ts`). */
const environmentSchema = z.object({
  FIRSTLOT_TABLE: z.string().min(3),
  FIRSTLOT_LOCKED_BUCKET: z.string().min(3),
  FIRSTLOT_PLAIN_BUCKET: z.string().min(3),
  FIRSTLOT_SECRETS: z.string().startsWith("arn:"),
  FIRSTLOT_BOX_KEY: z.string().startsWith("arn:"),
  FIRSTLOT_ORIGIN: url,
});

/** The checked environment of a function. */
export type AwsEnvironment = Readonly<z.infer<typeof environmentSchema>>;

/** Parses the environment when the function starts: a missing name stops it before its first event. */
export const awsEnvironment = (): AwsEnvironment => environmentSchema.parse(process.env);

/** What the worker is told besides: where it sends. */
export const workerEnvironment = () =>
  z.object({ FIRSTLOT_SENDER: z.string().min(1), FIRSTLOT_MAIL_FROM: z.email() }).parse(process.env);

/** What a function is told that announces work. */
export const queueEnvironment = () => z.object({ FIRSTLOT_QUEUE_URL: url }).parse(process.env);

const arn = z.string().startsWith("arn:");

/**
 * What an API and the site are told: whose tokens they believe, those of which clients (all, when none is named), and
 * the secret by which CloudFront shows itself.
 */
export const servedEnvironment = () =>
  z
    .object({ FIRSTLOT_ISSUER: url, FIRSTLOT_CLIENTS: z.string().optional(), FIRSTLOT_EDGE_SECRET: arn })
    .parse(process.env);

/** What the site is told besides: its clients at the two pools of persons, and where it finds the public API. */
export const siteEnvironment = () =>
  z
    .object({
      ...{ FIRSTLOT_ISSUER: url, FIRSTLOT_CLIENTS: z.string().min(1), FIRSTLOT_CLIENT_SECRET: arn },
      ...{
        FIRSTLOT_STAFF_ISSUER: url,
        FIRSTLOT_STAFF_CLIENT: z.string().min(1),
        FIRSTLOT_STAFF_CLIENT_SECRET: arn,
      },
      ...{ FIRSTLOT_GATEWAY: url, FIRSTLOT_EDGE_SECRET: arn },
    })
    .parse(process.env);
