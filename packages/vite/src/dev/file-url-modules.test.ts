import { expect, test } from "vitest";
import { FileUrlModules } from "./file-url-modules.ts";

interface Module {
  file: string;
  importers: Set<Module>;
  importedModules: Set<Module>;
}

const SIDES = {
  isPage: (file: string) => file.startsWith("pages/") && !file.includes(".server"),
  isServerFile: (file: string) => file.includes(".server") || file.startsWith("pages/api/"),
};

const moduleOf = (file: string): Module => ({ file, importers: new Set(), importedModules: new Set() });

function link(...chain: Module[]): void {
  for (const [index, module] of chain.entries()) {
    const imported = chain[index + 1];
    module.importedModules.add(imported ?? module);
    imported?.importers.add(module);
    if (!imported) module.importedModules.delete(module);
  }
}

test("a module is returned once, when a page gets it by way of others", () => {
  const modules = new FileUrlModules<Module>(SIDES);
  const [page, shared, logo] = [moduleOf("pages/a.tsx"), moduleOf("shared.ts"), moduleOf("logo.ts")];
  link(shared, logo);
  expect(modules.isForBrowser(logo)).toBe(false);
  modules.add(logo);
  expect(modules.takeBelow(shared)).toEqual([]);
  link(page, shared);
  expect(modules.takeBelow(page)).toEqual([logo]);
  expect(modules.takeBelow(page)).toEqual([]);
  expect(modules.isForBrowser(logo)).toBe(true);
});

test("server files are no way to the browser", () => {
  const modules = new FileUrlModules<Module>(SIDES);
  const [page, companion, mail] = [
    moduleOf("pages/a.tsx"),
    moduleOf("pages/a.server.ts"),
    moduleOf("mail.ts"),
  ];
  link(page, companion, mail);
  modules.add(mail);
  expect(modules.isForBrowser(mail)).toBe(false);
  expect(modules.takeBelow(companion)).toEqual([]);
  expect(modules.takeBelow(page)).toEqual([]);
});

test("modules that the transformed one has nothing to do with are not looked at", () => {
  const modules = new FileUrlModules<Module>(SIDES);
  for (let index = 0; index < 100; index++) {
    const other = moduleOf(`mail-${index}.ts`);
    Object.defineProperty(other, "importers", {
      get: () => {
        throw new Error("it was looked at");
      },
    });
    modules.add(other);
  }
  const [page, component] = [moduleOf("pages/a.tsx"), moduleOf("component.tsx")];
  link(page, component, page);
  expect(modules.takeBelow(component)).toEqual([]);
});
