import { expect, test } from "vitest";
import { nameDefaultExport } from "./name-default.ts";

const named = (code: string) => nameDefaultExport(code, "page.tsx")?.code;

test.each([
  ["export default () => <p/>;", "const Page = () => <p/>;;\nexport default Page;\n"],
  ["export default async (x) => x", "const Page = async (x) => x;\nexport default Page;\n"],
  ["export default function () {}", "const Page = function () {};\nexport default Page;\n"],
  [
    "export default class extends Component {}",
    "const Page = class extends Component {};\nexport default Page;\n",
  ],
  [
    "import { Page } from 'x';\nexport default x => <Page/>",
    "import { Page } from 'x';\nconst Page_ = x => <Page/>;\nexport default Page_;\n",
  ],
])("%s gets a name", (code, expected) => {
  expect(named(code)).toBe(expected);
});

test.each([
  "export default function Named() {}",
  "const Named = () => 1;\nexport default Named;",
  "export default memo(() => <p/>);",
  "export default function* numbers() {}",
  "export const meta = { title: 'export default () => 1' };\nexport default Named;",
])("%s is left as it is", (code) => {
  expect(named(code)).toBeUndefined();
});
