/** Identifiers of the SPDX list that npm packages use; other licences are described by their name, which is as valid. */
const SPDX = new Set(
  (
    "0BSD AFL-2.1 AFL-3.0 AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 Artistic-2.0 BlueOak-1.0.0 BSD-1-Clause " +
    "BSD-2-Clause BSD-3-Clause BSL-1.0 CC-BY-3.0 CC-BY-4.0 CC-BY-SA-4.0 CC0-1.0 CDDL-1.0 EPL-1.0 EPL-2.0 EUPL-1.2 " +
    "GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later ISC LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only " +
    "LGPL-3.0-or-later MIT MIT-0 MPL-2.0 MS-PL NCSA OFL-1.1 OpenSSL PostgreSQL Python-2.0 Unicode-3.0 Unicode-DFS-2016 " +
    "Unlicense UPL-1.0 W3C WTFPL Zlib"
  ).split(" "),
);

type Licences = {
  licenses?: ({ license: { id: string } | { name: string } } | { expression: string })[];
};

/** The licence of a package.json in the format of CycloneDX. */
export function licencesOf(licence: string | undefined): Licences {
  const text = licence?.trim();
  if (!text) return {};
  if (SPDX.has(text)) return { licenses: [{ license: { id: text } }] };
  return { licenses: [isExpression(text) ? { expression: text } : { license: { name: text } }] };
}

/** Known identifiers with operators between them (SPDX specification, annex "license expressions"). */
function isExpression(text: string): boolean {
  const operands = text
    .replaceAll(/[()]/g, " ")
    .trim()
    .split(/\s+(?:AND|OR)\s+/);
  return operands.length > 1 && operands.every((operand) => SPDX.has(operand.trim())) && isBalanced(text);
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
