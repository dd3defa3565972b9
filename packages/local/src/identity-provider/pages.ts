import { html, raw } from "hono/html";
import type { Locale } from "./account.ts";
import { say, type Word } from "./page-language.ts";

type Content = ReturnType<typeof html>;

/** Something to tell above a form: what went wrong, in words. */
export interface Alert {
  readonly word: Word;
  readonly places?: Readonly<Record<string, string>>;
}

interface Page {
  readonly locale: Locale;
  readonly title: string;
  readonly alert?: Alert | undefined;
  readonly content: Content;
}

function page({ locale, title, alert, content }: Page): Content {
  const prefix = alert === undefined ? "" : `${say(locale, "stopped")}: `;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${prefix}${title} · ${say(locale, "siteName")}</title>
<link rel="stylesheet" href="/assets/sign-in.css">
</head>
<body>
<header class="name">${say(locale, "siteName")}</header>
<main>
<h1>${title}</h1>
${alert === undefined ? "" : html`<p class="alert" role="alert" id="alert" data-code="${alert.word}">${say(locale, alert.word, alert.places)}</p>`}
${content}
</main>
</body>
</html>`;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: "email" | "password" | "text";
  readonly autocomplete: string;
  readonly value?: string;
  readonly hint?: string;
  readonly isInvalid?: boolean;
  readonly isOptional?: boolean;
}

function field({ name, label, type, autocomplete, value = "", hint, isInvalid, isOptional }: Field): Content {
  const described = [hint === undefined ? [] : [`${name}-hint`], isInvalid ? ["alert"] : []].flat().join(" ");
  const numeric =
    autocomplete === "one-time-code" ? raw(' inputmode="numeric" pattern="[0-9]{6}" maxlength="6"') : "";
  return html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${value}"${isOptional ? "" : raw(" required")}${numeric}${described === "" ? "" : html` aria-describedby="${described}"`}${isInvalid ? raw(' aria-invalid="true"') : ""}>
${hint === undefined ? "" : html`<p class="hint" id="${name}-hint">${hint}</p>`}`;
}

interface Step {
  readonly locale: Locale;
  readonly uid: string;
  readonly alert?: Alert | undefined;
}

const cancelForm = ({ locale, uid }: Step): Content =>
  html`<form method="post" action="/interaction/${uid}/cancel"><button class="quiet">${say(locale, "cancel")}</button></form>`;

/** First step of a sign-in. */
export function passwordPage(step: Step & { email: string; client: string }): Content {
  const { locale, uid, alert, email, client } = step;
  return page({
    locale,
    alert,
    title: say(locale, "signIn"),
    content: html`<p class="muted">${say(locale, "signInTo", { client })}</p>
<form method="post" action="/interaction/${uid}/password" data-step="password">
${field({ name: "email", label: say(locale, "email"), type: "email", autocomplete: "username", value: email, isInvalid: alert !== undefined })}
${field({ name: "password", label: say(locale, "password"), type: "password", autocomplete: "current-password", isInvalid: alert !== undefined })}
<button>${say(locale, "continue")}</button>
</form>
${cancelForm(step)}
<footer>
<p><a href="/reset?ui_locales=${locale}">${say(locale, "forgot")}</a></p>
<p>${say(locale, "noAccount")} <a href="/sign-up?ui_locales=${locale}">${say(locale, "signUp")}</a></p>
</footer>`,
  });
}

const codeField = (locale: Locale, alert: Alert | undefined): Content =>
  field({
    name: "code",
    label: say(locale, "code"),
    type: "text",
    autocomplete: "one-time-code",
    isInvalid: alert !== undefined,
  });

/** Second step: the code of the authenticator. */
export function codePage(step: Step): Content {
  const { locale, uid, alert } = step;
  return page({
    locale,
    alert,
    title: say(locale, "codeTitle"),
    content: html`<p>${say(locale, "codeHint")}</p>
<form method="post" action="/interaction/${uid}/code" data-step="code">
${codeField(locale, alert)}
<button>${say(locale, "continue")}</button>
</form>
${cancelForm(step)}`,
  });
}

/** Second step of somebody who has no authenticator yet. */
export function enrolPage(step: Step & { secret: string; uri: string }): Content {
  const { locale, uid, alert, secret, uri } = step;
  return page({
    locale,
    alert,
    title: say(locale, "enrolTitle"),
    content: html`<p>${say(locale, "enrolWhy")}</p>
<p><code class="key" data-totp-secret="${secret}">${secret.match(/.{1,4}/g)?.join(" ")}</code></p>
<p><a href="${uri}">${say(locale, "enrolOpen")}</a></p>
<p>${say(locale, "enrolThen")}</p>
<form method="post" action="/interaction/${uid}/enrol" data-step="enrol">
${codeField(locale, alert)}
<button>${say(locale, "continue")}</button>
</form>
${cancelForm(step)}`,
  });
}

interface AddressPage {
  readonly locale: Locale;
  readonly kind: "sign-up" | "reset";
  readonly alert?: Alert | undefined;
}

/** Asks for the address that a link is sent to: to open an account or to choose a new password. */
export function addressPage({ locale, kind, alert }: AddressPage): Content {
  const isSignUp = kind === "sign-up";
  return page({
    locale,
    alert,
    title: say(locale, isSignUp ? "signUp" : "reset"),
    content: html`<form method="post" action="/${kind}?ui_locales=${locale}" data-step="${kind}">
${isSignUp ? field({ name: "name", label: say(locale, "name"), type: "text", autocomplete: "name", isOptional: true }) : ""}
${field({ name: "email", label: say(locale, "email"), type: "email", autocomplete: "email", isInvalid: alert !== undefined })}
<button>${say(locale, "continue")}</button>
</form>`,
  });
}

/** Says the same whether the address has an account or not. */
export const mailSentPage = (locale: Locale, email: string): Content =>
  page({
    locale,
    title: say(locale, "checkMail"),
    content: html`<p class="note" role="status">${say(locale, "mailSent", { email })}</p>`,
  });

/** Where a mailed link leads: the first or the new password. */
export function newPasswordPage(options: {
  locale: Locale;
  token: string;
  email: string;
  alert?: Alert | undefined;
}): Content {
  const { locale, token, email, alert } = options;
  return page({
    locale,
    alert,
    title: say(locale, "choosePassword"),
    content: html`<p class="muted">${say(locale, "forAddress", { email })}</p>
<form method="post" action="/link/${token}" data-step="new-password">
<input type="hidden" name="email" value="${email}" autocomplete="username">
${field({ name: "password", label: say(locale, "newPassword"), type: "password", autocomplete: "new-password", hint: say(locale, "passwordHint"), isInvalid: alert !== undefined })}
<button>${say(locale, "continue")}</button>
</form>`,
  });
}

export const passwordSetPage = (locale: Locale, siteUrl: string): Content =>
  page({
    locale,
    title: say(locale, "done"),
    content: html`<p class="note" role="status">${say(locale, "passwordSet")}</p>
<p><a href="${siteUrl}">${say(locale, "toSite")}</a></p>`,
  });

/** A sentence about what cannot go on. */
export const stoppedPage = (locale: Locale, alert: Alert): Content =>
  page({
    locale,
    title: say(locale, "stopped"),
    content: html`<p class="alert" role="alert" data-code="${alert.word}">${say(locale, alert.word, alert.places)}</p>`,
  });

/** An error of the protocol: its code is for developers, there is nothing secret in it. */
export const errorPage = (
  locale: Locale,
  error: { code: string; description?: string | undefined },
): Content =>
  page({
    locale,
    title: say(locale, "stopped"),
    content: html`<p>${say(locale, "failed")}</p>
<p class="muted"><code>${error.code}</code> ${error.description ?? ""}</p>`,
  });

/** @param form the provider's own form with its token; the buttons belong to it by id */
export const logoutPage = (locale: Locale, form: string): Content =>
  page({
    locale,
    title: say(locale, "signOut"),
    content: html`<p>${say(locale, "signOutAsk")}</p>
${raw(form)}
<button form="op.logoutForm" name="logout" value="yes">${say(locale, "signOut")}</button>
<button class="quiet" form="op.logoutForm">${say(locale, "stay")}</button>`,
  });

export const signedOutPage = (locale: Locale): Content =>
  page({
    locale,
    title: say(locale, "signOut"),
    content: html`<p class="note" role="status">${say(locale, "signedOut")}</p>`,
  });
