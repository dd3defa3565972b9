/** @jsxImportSource hono/jsx */
import { documentHtml, Layout, type PageFrame } from "./layout.tsx";
import { sayIn } from "./messages.ts";

const NotFoundPage = ({ frame }: { frame: PageFrame }) => {
  const say = sayIn(frame.language);
  return (
    <Layout frame={frame} title={say("notFound")}>
      <h1>{say("notFound")}</h1>
      <p>{say("notFoundText")}</p>
      <a class="button" href="/">
        {say("home")}
      </a>
    </Layout>
  );
};

/** What an address that leads nowhere gets. */
export const notFoundPage = (frame: PageFrame) => documentHtml(<NotFoundPage frame={frame} />);
