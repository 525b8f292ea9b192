import type { HeadProps, HtmlProps, PageMeta, PageProps } from "@bunsen/runtime";

type Props = { name: string };

/** Async, and made of what the visitor sent. */
export const meta: PageMeta<"/document/function", Props> = async ({ ctx, serverRes }) => {
  const { name } = serverRes.props;
  const { site } = await ctx.parent();
  return {
    title: `About ${name}`,
    keywords: site,
    description: `Asked for at ${ctx.url.pathname}`,
    canonical: `/document/function?name=${name}`,
    og: { title: name, image: name },
    twitter: { title: name },
    alternates: { [name]: name },
    jsonLd: { name },
  };
};

export const htmlProps: HtmlProps<"/document/function"> = ({ serverRes }) => ({
  lang: "fr",
  className: `for-${serverRes.props.name}`,
  hidden: false,
});

export function Head({ ctx, serverRes }: HeadProps<"/document/function", Props>) {
  return (
    <>
      <meta name="from-head" content={`${serverRes.props.name} at ${ctx.url.pathname}`} />
      <script type="text/plain">{"1 < 2"}</script>
    </>
  );
}

export default function WithFunctions({ props }: PageProps<"/document/function", Props>) {
  return <main>hello {props.name}</main>;
}
