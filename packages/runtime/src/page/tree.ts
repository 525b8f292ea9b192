import type { ComponentType, ReactNode } from "react";
import { jsx } from "react/jsx-runtime";
import type { Params } from "../api/route-types.ts";
import type { ErrorInfo, Query } from "../api/types.ts";

/** What every component of a page gets, on both sides. */
export interface PageView {
  props: Record<string, unknown>;
  query: Query;
  params: Params;
  readonly url: URL;
  error?: ErrorInfo;
}

export type PageComponent = ComponentType<Record<string, unknown>>;

/**
 * The element tree of a page: the page inside its layouts inside the root. The last component is the page.
 *
 * @param create makes an element
 */
export function createTree(
  components: readonly PageComponent[],
  view: PageView,
  create: (component: PageComponent, props: Record<string, unknown>) => ReactNode = jsx,
): ReactNode {
  let node: ReactNode = view.error?.message;
  for (let index = components.length - 1; index >= 0; index--) {
    const component = components[index];
    if (component) node = create(component, componentProps(view, node));
  }
  return node;
}

/** `url` stays a getter: most components never look at it, and a `URL` is dear to make. */
function componentProps(view: PageView, children: ReactNode): Record<string, unknown> {
  const props: Record<string, unknown> = {
    props: view.props,
    query: view.query,
    params: view.params,
    get url() {
      return view.url;
    },
  };
  if (view.error) props.error = view.error;
  if (children !== undefined) props.children = children;
  return props;
}
