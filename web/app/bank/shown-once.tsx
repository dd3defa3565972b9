import { useState } from "react";
import { useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import { BANK } from "./bank-messages.ts";

/** The texts of a new secret: the one to keep safe, and its public half. */
export interface Secret {
  readonly hmac: string;
  readonly publicKey: string;
}

const Copyable = ({ label, text }: { readonly label: string; readonly text: string }) => {
  const say = useSay(BANK);
  const [copied, setCopied] = useState(false);
  return (
    <div className="stack tight">
      <p className="small muted">{label}</p>
      <p className="row">
        <code>{text}</code>
        <button
          type="button"
          className="button quiet small"
          aria-label={say("copyOf", { what: label })}
          onClick={() =>
            void navigator.clipboard.writeText(text).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {say("copy")}
        </button>
        <span role="status" className="small">
          {copied ? say("copied") : ""}
        </span>
      </p>
    </div>
  );
};

/** A secret that is shown this once and never again; it is gone when the screen is left. */
export const ShownOnce = ({ secret }: { readonly secret: Secret }) => {
  const say = useSay(BANK);
  return (
    <Note tone="warn" title={say("secretOnce")} alert>
      <p>{say("secretOnceText")}</p>
      <Copyable label={say("secretHmac")} text={secret.hmac} />
      <Copyable label={say("secretPublic")} text={secret.publicKey} />
    </Note>
  );
};
