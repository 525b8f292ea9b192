import { AsyncLocalStorage } from "node:async_hooks";
import { type ComponentType, createContext, isValidElement, lazy as reactLazy, useContext } from "react";
import { jsx } from "react/jsx-runtime";

/** The modules of lazy components that one render contains; `undefined` outside of Bunsen's renders. */
export const RenderedModules = createContext<Set<string> | undefined>(undefined);

/** What the function of a lazy component imports. Each is called once in the life of a process. */
const imports = new AsyncLocalStorage<Set<string>>();

/** What the function of a lazy component returns: React asks for no more than `then`. */
type Load = () => PromiseLike<{ default: unknown }>;

/**
 * React's `lazy`, with which the plugin replaces it on the server: a render knows which lazy components it contains, so that
 * the page has their styles.
 */
export const lazy = ((load: Load) =>
  reactLazy((() => {
    const modules = new Set<string>();
    const loaded = imports.run(modules, load);
    if (typeof loaded?.then !== "function") return loaded;
    return {
      // biome-ignore lint/suspicious/noThenProperty: a thenable may call back immediately, which a promise would not
      then: (resolve: (module: unknown) => void, reject: (error: unknown) => void) =>
        loaded.then((module) => resolve(recording(module, modules)), reject),
    };
  }) as never)) as typeof reactLazy;

/**
 * Records that a module is imported. The plugin puts it around `import()`.
 *
 * @param id path of the module in the app
 * @param module the result of `import()`, returned unchanged
 */
export function imported<Module>(id: string, module: Module): Module {
  imports.getStore()?.add(id);
  return module;
}

function recording(module: { default: unknown }, modules: ReadonlySet<string>): unknown {
  const component = module?.default;
  if (modules.size === 0 || !isComponent(component)) return module;
  // biome-ignore lint/correctness/noComponentHookFactories: as often as the component itself comes to be
  const Recorded = (props: object) => {
    const rendered = useContext(RenderedModules);
    for (const id of modules) rendered?.add(id);
    return jsx(component, props);
  };
  return { default: Recorded };
}

/** React also takes an element for what is lazy. */
function isComponent(value: unknown): value is ComponentType<object> {
  return (
    typeof value === "function" || (typeof value === "object" && value !== null && !isValidElement(value))
  );
}
