/** An id to compare with another one: enough of its end, the whole in its title. */
export const ShortId = ({ id }: { readonly id: string }) => (
  <code title={id}>{id.length > 14 ? `…${id.slice(-8)}` : id}</code>
);
