import type { Visit } from "./visit.ts";

/** The files of what else stands on the page, for its head. */
export const FurnitureFiles = ({ furniture }: Pick<Visit, "furniture">) =>
  furniture === undefined ? null : (
    <>
      {furniture.styles.map((href) => (
        <link key={href} rel="stylesheet" href={href} />
      ))}
      {furniture.scripts.map((src) => (
        <script key={src} src={src} defer />
      ))}
    </>
  );

/** What else stands on the page, above it. */
export const FurnitureTop = ({ furniture }: Pick<Visit, "furniture">) =>
  furniture === undefined ? null : (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: made by whoever serves the pages, escaped there
    <div className="furniture" dangerouslySetInnerHTML={{ __html: furniture.top }} />
  );
