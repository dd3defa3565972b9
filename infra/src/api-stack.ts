import { RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import type { DataAccess } from "./data-access.ts";
import type { DataStack } from "./data-stack.ts";
import type { IdentityStack, SignIn } from "./identity-stack.ts";
import { platformEnvironment } from "./platform-environment.ts";
import { API_TIMEOUT, type CodeOf, type FunctionName, PlatformFunction } from "./platform-function.ts";
import type { Settings } from "./settings.ts";

/** An API or the site: where it is served, what its function may do, and how much it takes before it answers 429. */
interface ApiDeclaration {
  readonly id: string;
  readonly name: FunctionName;
  readonly paths: readonly string[];
  readonly access: DataAccess;
  readonly signIn: keyof Pick<IdentityStack, "people" | "staff" | "banks">;
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/**
 * What the site writes: sessions, and at a first sign-in the user, the person behind it and the event that says so.
 * Everything that its pages show or do goes through the public API, as the browser that asks.
 */
export const SITE_WRITES = ["SESSION#", "USER#", "PERSON#", "EVENT#usr_"] as const;

const APIS: readonly ApiDeclaration[] = [
  {
    id: "Public",
    name: "public-api",
    paths: ["/api/public/{proxy+}"],
    access: {
      table: "write",
      readBlobs: ["catalogue", "media", "evidence"],
      writeBlobs: ["media", "evidence"],
    },
    signIn: "people",
    requestsPerSecond: 2_000,
    burst: 4_000,
  },
  {
    id: "Backoffice",
    name: "backoffice-api",
    paths: ["/api/backoffice/{proxy+}"],
    access: {
      table: "write",
      readBlobs: ["statements", "reconciliation", "evidence", "media"],
      secretBox: true,
    },
    signIn: "staff",
    requestsPerSecond: 100,
    burst: 200,
  },
  {
    id: "Partner",
    name: "partner-api",
    paths: ["/api/partner/{proxy+}", "/api/portal/{proxy+}"],
    access: { table: "write", readBlobs: ["statements"], writeBlobs: ["statements"], secretBox: true },
    signIn: "banks",
    requestsPerSecond: 200,
    burst: 400,
  },
  {
    id: "Site",
    name: "site",
    paths: ["/", "/{proxy+}"],
    access: { table: "write", writeOnly: SITE_WRITES },
    signIn: "people",
    requestsPerSecond: 2_000,
    burst: 4_000,
  },
];

interface ApiStackProps extends StackProps {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly codeOf: CodeOf;
}

/** The APIs and the site behind one gateway: a function, a role, a sign-in and a rate limit each. */
export class ApiStack extends Stack {
  readonly api: HttpApi;
  readonly functions: readonly PlatformFunction[];
  /** Known to CloudFront and to the functions: what comes without it went around the firewall and is refused. */
  readonly edgeSecret: Secret;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    this.api = new HttpApi(this, "Gateway", {
      apiName: `firstlot-${props.settings.stage}`,
      createDefaultStage: false,
      // no CORS: the site and its APIs have one origin
    });
    this.edgeSecret = this.#createEdgeSecret(props);
    const routes = APIS.map((declared) => this.#serve(declared, props));
    this.functions = routes;
    this.#createStage(props);
    acknowledge(this.api, {
      "AwsSolutions-APIG4":
        "each function verifies the token itself, per route and permission (api/authenticate.ts); visitors need none",
    });
  }

  #serve(declared: ApiDeclaration, props: ApiStackProps): PlatformFunction {
    const { settings, data, identity, codeOf } = props;
    const { id, name, paths, access } = declared;
    const served = new PlatformFunction(this, id, {
      name,
      stage: settings.stage,
      codeOf,
      data,
      access: { ...access, secrets: true },
      timeout: API_TIMEOUT,
      memoryMiB: 1024,
      environment: {
        ...platformEnvironment(props),
        ...signInEnvironment(identity[declared.signIn]),
        FIRSTLOT_EDGE_SECRET: this.edgeSecret.secretArn,
        ...(name === "site" ? this.#siteEnvironment(identity) : {}),
      },
    });
    served.letRead(this.edgeSecret);
    if (name === "site")
      for (const secret of Object.values(identity.siteClientSecrets)) served.letRead(secret);
    const integration = new HttpLambdaIntegration(`${id}Integration`, served.lambda);
    for (const path of paths) this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration });
    return served;
  }

  /** Its clients at both pools of persons, and the gateway behind which the public API is a function of its own. */
  #siteEnvironment({ siteClientSecrets, staff }: IdentityStack): Record<string, string> {
    const ofStaff = signInEnvironment(staff);
    return {
      FIRSTLOT_CLIENT_SECRET: siteClientSecrets.people.secretArn,
      FIRSTLOT_STAFF_ISSUER: ofStaff.FIRSTLOT_ISSUER ?? "",
      FIRSTLOT_STAFF_CLIENT: ofStaff.FIRSTLOT_CLIENTS ?? "",
      FIRSTLOT_STAFF_CLIENT_SECRET: siteClientSecrets.staff.secretArn,
      FIRSTLOT_GATEWAY: this.api.apiEndpoint,
    };
  }

  #createEdgeSecret({ settings, data }: ApiStackProps): Secret {
    const secret = new Secret(this, "EdgeSecret", {
      secretName: `firstlot/${settings.stage}/edge`,
      description: "Header by which a request proves that it came through CloudFront",
      encryptionKey: data.dataKey,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const reason =
      "CloudFront takes it when it is deployed: turned by itself it would shut the site; a new one comes with a deployment";
    acknowledge(secret, {
      "AwsSolutions-SMG4": reason,
      "NIST.800.53.R5-SecretsManagerRotationEnabled": reason,
    });
    return secret;
  }

  #createStage({ settings: { stage: stageName }, data }: ApiStackProps): void {
    const accessLog = new LogGroup(this, "AccessLog", {
      logGroupName: `/firstlot/${stageName}/api-access`,
      encryptionKey: data.dataKey,
      retention: RetentionDays.THIRTEEN_MONTHS,
    });
    const stage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        // no address, no query, no header: nothing personal
        format: AccessLogFormat.custom(
          '{"requestId":"$context.requestId","time":"$context.requestTimeEpoch","route":"$context.routeKey","status":"$context.status","latencyMs":"$context.responseLatency","error":"$context.integrationErrorMessage"}',
        ),
      },
    });
    const { defaultChild } = stage.node;
    if (!(defaultChild instanceof CfnStage)) throw new Error("a stage has its resource");
    defaultChild.routeSettings = Object.fromEntries(
      APIS.flatMap(({ paths, requestsPerSecond, burst }) =>
        paths.map((path) => [
          `ANY ${path}`,
          {
            ThrottlingRateLimit: requestsPerSecond,
            ThrottlingBurstLimit: burst,
            DetailedMetricsEnabled: true,
          },
        ]),
      ),
    );
  }
}

/** Whose tokens a function believes. */
const signInEnvironment = ({ pool, client }: SignIn): Record<string, string> => ({
  FIRSTLOT_ISSUER: `https://cognito-idp.${pool.stack.region}.amazonaws.com/${pool.userPoolId}`,
  ...(client === undefined ? {} : { FIRSTLOT_CLIENTS: client.userPoolClientId }),
});
