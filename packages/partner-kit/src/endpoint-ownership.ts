import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { base64Bytes, type SigningKey } from "./webhook-key.ts";

/** What an endpoint answers to `endpoint.challenge`, with status 200. */
export const challengeAnswerSchema = z.strictObject({ answer: z.string().max(64) });

/** The answer that proves an endpoint holds the secret, which a server that only echoes cannot give. */
export type ChallengeAnswer = Readonly<z.infer<typeof challengeAnswerSchema>>;

const PURPOSE = "firstlot.endpoint.challenge.";

const proof = (secret: Buffer, challenge: string): Buffer =>
  createHmac("sha256", secret).update(PURPOSE).update(challenge).digest();

/** Answers a challenge with the endpoint's HMAC secret: base64 of HMAC-SHA-256 over a fixed prefix and the challenge. */
export const answerChallenge = (
  secret: Extract<SigningKey, { scheme: "v1" }>,
  challenge: string,
): ChallengeAnswer => ({
  answer: proof(secret.secret, challenge).toString("base64"),
});

/** True when the answer was made with the endpoint's secret for this challenge; constant time. */
export function isChallengeAnswered(check: {
  secret: Extract<SigningKey, { scheme: "v1" }>;
  challenge: string;
  answer: string;
}): boolean {
  const given = base64Bytes(check.answer);
  const expected = proof(check.secret.secret, check.challenge);
  return given !== undefined && given.length === expected.length && timingSafeEqual(given, expected);
}
