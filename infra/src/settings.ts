import { z } from "zod";

/**
 * What differs between two deployments of the same stacks, from the environment of `cdk deploy`. Nothing is looked up
 * in an account, so that the stacks are synthesised offline.
 */
export const settingsSchema = z.strictObject({
  stage: z.string().regex(/^[a-z][a-z0-9-]{1,19}$/, "a stage like production or dev-ada"),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  /** Host of the site and its APIs. */
  host: z.hostname(),
  /** Its certificate; CloudFront takes those of us-east-1 only. */
  certificateArn: z.string().regex(/^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/),
  /** Address that notices come from; its domain is verified with SES beforehand. */
  mailFrom: z.email(),
  /** Where alarms go. */
  alarmMail: z.email(),
});

/** The checked settings of one deployment. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** Settings from `FIRSTLOT_…` variables; an error names what is missing. */
export const settingsFrom = (environment: Readonly<Record<string, string | undefined>>): Settings =>
  settingsSchema.parse({
    stage: environment.FIRSTLOT_STAGE,
    account: environment.CDK_DEFAULT_ACCOUNT,
    region: environment.FIRSTLOT_REGION ?? environment.CDK_DEFAULT_REGION,
    host: environment.FIRSTLOT_HOST,
    certificateArn: environment.FIRSTLOT_CERTIFICATE_ARN,
    mailFrom: environment.FIRSTLOT_MAIL_FROM,
    alarmMail: environment.FIRSTLOT_ALARM_MAIL,
  });

/** Public origin of the site and the APIs. */
export const originOf = ({ host }: Pick<Settings, "host">): string => `https://${host}`;

/** Whether data outlives its stack and is locked for years; every other stage can be thrown away. */
export const isProduction = ({ stage }: Pick<Settings, "stage">): boolean => stage === "production";
