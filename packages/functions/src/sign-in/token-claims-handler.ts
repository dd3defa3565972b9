import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";

/**
 * The Lambda function `token-claims`, called by Cognito before it issues a token: puts into a person's access token
 * what the APIs read of it. Who may do what is never in a token; it is in our own memberships.
 */
export const handler = async (
  event: PreTokenGenerationV2TriggerEvent,
): Promise<PreTokenGenerationV2TriggerEvent> => {
  const { email, email_verified: verified, name, locale } = event.request.userAttributes;
  return {
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: {
            ...(email === undefined ? {} : { email, email_verified: verified ?? "false" }),
            ...(name === undefined ? {} : { name }),
            ...(locale === undefined ? {} : { locale }),
          },
        },
      },
    },
  };
};
