import { Link } from "@tanstack/react-router";
import { useEvidenceList } from "../evidence/evidence-data.ts";

/** Files by their names, each leading to its screen. */
export const FileLinks = (props: { readonly enterpriseId: string; readonly ids: readonly string[] }) => {
  const { enterpriseId, ids } = props;
  const files = useEvidenceList(enterpriseId).data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <ul className="plain">
      {ids.map((id) => (
        <li key={id}>
          <Link to={`/app/enterprise/${enterpriseId}/evidence/${id}`}>
            {files.find((file) => file.id === id)?.fileName ?? id}
          </Link>
        </li>
      ))}
    </ul>
  );
};
