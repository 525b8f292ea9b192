import type { ComponentType, ReactNode } from "react";
import { jsx } from "react/jsx-runtime";
import { type PageView, ViewContext } from "./view-context.ts";

export type PageComponent = ComponentType<Record<string, unknown>>;

type CreateElement = (component: PageComponent, props: Record<string, unknown>, index: number) => ReactNode;

/**
 * The element tree of a page: the page inside its layouts inside the root. The last component is the page.
 *
 * @param create makes an element; `index` counts the components from the root
 */
export function createTree(
  components: readonly PageComponent[],
  view: PageView,
  create: CreateElement = (component, props) => jsx(component, props),
): ReactNode {
  let node: ReactNode = view.error?.message;
  for (let index = components.length - 1; index >= 0; index--) {
    const component = components[index];
    if (component) node = create(component, componentProps(view, node), index);
  }
  return jsx(ViewContext, { value: view, children: node });
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
