import type { HeadProps, PageMeta, PageProps } from "@bunsen/runtime";
import { Suspense } from "react";
import { Gated } from "../../components/gated";
import { Shown } from "../../components/shown";

export const meta: PageMeta<"/concurrency/[user]"> = async ({ ctx }) => {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
  return { title: ctx.params.user, description: String(ctx.locals.user) };
};

export function Head({ ctx, serverRes }: HeadProps<"/concurrency/[user]">) {
  return <meta name="for" content={`${ctx.params.user} ${serverRes.props.user}`} />;
}

export default function ForOneUser({ props, params, query, url }: PageProps<"/concurrency/[user]">) {
  return (
    <Suspense fallback="waiting">
      <Gated gate={`concurrency-${params.user}`}>
        <Shown value={{ props, params, query, path: url.pathname }} />
      </Gated>
    </Suspense>
  );
}
