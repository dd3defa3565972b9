import { Link } from "@tanstack/react-router";
import { useFiles } from "./files.ts";

/** Files by their names, each leading to its screen. */
export const FileLinks = (props: { readonly enterpriseId: string; readonly ids: readonly string[] }) => {
  const { enterpriseId, ids } = props;
  const files = useFiles(enterpriseId);
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
