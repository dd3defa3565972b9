import { Duration, RemovalPolicy, SecretValue, Stack, type StackProps } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolClient,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from "aws-cdk-lib/aws-cognito";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import type { DataStack } from "./data-stack.ts";
import { type CodeOf, PlatformFunction } from "./platform-function.ts";
import { isProduction, originOf, type Settings } from "./settings.ts";

const ACCESS_TOKEN_MINUTES = 10;
const PASSWORD_CHARACTERS_MIN = 15;

/** A pool and the client whose tokens an API believes; without a client, every client of the pool. */
export interface SignIn {
  readonly pool: UserPool;
  readonly client?: UserPoolClient;
}

interface IdentityStackProps extends StackProps {
  readonly settings: Settings;
  readonly data: DataStack;
  readonly codeOf: CodeOf;
}

/**
 * Who may sign in, in three pools that do not know each other: people, staff and the banks' machines. A token of one
 * is worth nothing at the API of another.
 */
export class IdentityStack extends Stack {
  readonly people: SignIn;
  readonly staff: SignIn;
  readonly banks: SignIn;
  /** Puts the address and the language of a person into their access token. */
  readonly tokenClaims: PlatformFunction;
  /** What the site proves itself with when it signs a person in, and a member of the staff. */
  readonly siteClientSecrets: { readonly people: Secret; readonly staff: Secret };
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, props: IdentityStackProps) {
    super(scope, id, props);
    const { settings, data, codeOf } = props;
    this.#settings = settings;
    this.tokenClaims = new PlatformFunction(this, "TokenClaims", {
      name: "token-claims",
      stage: settings.stage,
      codeOf,
      data,
      access: {},
      timeout: Duration.seconds(5),
      memoryMiB: 128,
    });
    this.people = this.#personPool("People", { selfSignUp: true });
    this.staff = this.#personPool("Staff", { selfSignUp: false });
    this.siteClientSecrets = {
      people: this.#keepSecretOf("SiteClientSecret", "site-client", this.people, data),
      staff: this.#keepSecretOf("StaffClientSecret", "staff-client", this.staff, data),
    };
    this.banks = this.#machinePool();
  }

  #removal() {
    const isKept = isProduction(this.#settings);
    return {
      deletionProtection: isKept,
      removalPolicy: isKept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
  }

  /** Copied from the pool by CloudFormation, so that it is in no template, no environment and no log. */
  #keepSecretOf(id: string, name: string, { client }: SignIn, { dataKey }: DataStack): Secret {
    const resource = client?.node.defaultChild;
    if (!(resource instanceof CfnUserPoolClient)) throw new Error("a client has its resource");
    const secret = new Secret(this, id, {
      secretName: `firstlot/${this.#settings.stage}/${name}`,
      description: "What the site proves itself with at a pool of persons",
      encryptionKey: dataKey,
      secretStringValue: SecretValue.resourceAttribute(resource.attrClientSecret),
      removalPolicy: RemovalPolicy.DESTROY, // the pool has it
    });
    const reason = "the pool makes it with its client; a new client is a new secret in the same deployment";
    acknowledge(secret, {
      "AwsSolutions-SMG4": reason,
      "NIST.800.53.R5-SecretsManagerRotationEnabled": reason,
    });
    return secret;
  }

  #personPool(id: "People" | "Staff", { selfSignUp }: { selfSignUp: boolean }): SignIn {
    const { stage, account = "" } = this.#settings;
    const pool = new UserPool(this, id, {
      selfSignUpEnabled: selfSignUp,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      mfa: Mfa.REQUIRED, // so that every access token was earned with a second factor
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: PASSWORD_CHARACTERS_MIN,
        requireDigits: false,
        requireLowercase: false,
        requireSymbols: false,
        requireUppercase: false,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      ...this.#removal(),
    });
    acknowledge(pool, {
      "AwsSolutions-COG1":
        "ASVS 6.2.5 forbids rules of composition; length and leaked-password checks instead",
    });
    pool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      this.tokenClaims.lambda,
      LambdaVersion.V2_0,
    );
    pool.addDomain("Domain", {
      cognitoDomain: {
        domainPrefix: `firstlot-${stage}-${id.toLowerCase()}${account === "" ? "" : `-${account}`}`,
      },
    });
    const client = pool.addClient("Site", {
      generateSecret: true,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${originOf(this.#settings)}/signin/callback`],
        logoutUrls: [`${originOf(this.#settings)}/`],
      },
      accessTokenValidity: Duration.minutes(ACCESS_TOKEN_MINUTES),
      idTokenValidity: Duration.minutes(ACCESS_TOKEN_MINUTES),
      refreshTokenValidity: Duration.hours(selfSignUp ? 24 : 8),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    return { pool, client };
  }

  /** Client credentials only; each bank gets a client of its own with `create-user-pool-client`. */
  #machinePool(): SignIn {
    const { stage, account = "" } = this.#settings;
    const pool = new UserPool(this, "Banks", {
      selfSignUpEnabled: false,
      mfa: Mfa.OFF,
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      passwordPolicy: { minLength: PASSWORD_CHARACTERS_MIN },
      ...this.#removal(),
    });
    acknowledge(pool, {
      "AwsSolutions-COG1": "nobody signs in here: the pool has machine clients and no users",
      "AwsSolutions-COG2": "nobody signs in here: the pool has machine clients and no users",
    });
    pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix: `firstlot-${stage}-banks${account === "" ? "" : `-${account}`}` },
    });
    pool.addResourceServer("PartnerApi", {
      identifier: "partner",
      scopes: [new ResourceServerScope({ scopeName: "use", scopeDescription: "Use the bank partner API" })],
    });
    return { pool };
  }
}
