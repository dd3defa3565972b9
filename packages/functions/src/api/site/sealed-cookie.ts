import { createHash } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { EncryptJWT, jwtDecrypt } from "jose";
import type { z } from "zod";

const MINUTE_S = 60;

/** A value that a browser keeps for us without being able to read or change it. */
export interface SealedCookie<T> {
  read(c: Context): Promise<T | undefined>;
  write(c: Context, value: T): Promise<void>;
  clear(c: Context): void;
}

/**
 * Keeps one value in a `__Host-` cookie, encrypted and authenticated (JWE, AES-256-GCM) under a key of its own name,
 * so that nothing has to be stored for visitors. What was changed, is too old or has another shape reads as absent.
 * @param minutes how long it is good for, wall time
 */
export function sealedCookie<T extends object>(options: {
  name: string;
  secret: string;
  schema: z.ZodType<T>;
  minutes: number;
}): SealedCookie<T> {
  const { name, schema, minutes } = options;
  const key = createHash("sha256").update(`cookie:${name}:${options.secret}`).digest();
  const settings = { prefix: "host", path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;
  return {
    read: async (c) => {
      const text = getCookie(c, name, "host");
      if (text === undefined) return undefined;
      const opened = await jwtDecrypt(text, key).catch(() => undefined);
      const parsed = schema.safeParse(opened?.payload.value);
      return parsed.success ? parsed.data : undefined;
    },
    write: async (c, value) => {
      const text = await new EncryptJWT({ value })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setExpirationTime(`${minutes}m`)
        .encrypt(key);
      setCookie(c, name, text, { ...settings, maxAge: minutes * MINUTE_S });
    },
    clear: (c) => {
      deleteCookie(c, name, settings);
    },
  };
}
