import { useReader, type Written, written } from "../../ui/language.tsx";

/** A text of the enterprise in the reader's language, or in the one it was written in. */
export const Said = ({ text }: { readonly text: Written }) => {
  const said = written(text, useReader().language);
  return <span lang={said.lang}>{said.text}</span>;
};

/** A longer text of the enterprise: empty lines part paragraphs. */
export const Paragraphs = ({ text }: { readonly text: Written }) => {
  const said = written(text, useReader().language);
  return said.text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== "")
    .map((part, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name
      <p key={at} lang={said.lang}>
        {part}
      </p>
    ));
};
