/** Text that could end or reopen a script, close an attribute, or split a line. */
export const HOSTILE = [
  "</script><script>window.hacked=1</script>",
  "</SCRIPT\n>",
  "<!--<script>",
  "-->",
  "<![CDATA[",
  '"><img src=x onerror="window.hacked=1">',
  "'); window.hacked=1; ('",
  "\u2028\u2029",
  "\u0000\u0001\u007f\ufeff",
  "\\u003c/script>",
  "`; window.hacked=1; `",
  "half a surrogate: \ud800",
  "&lt;&amp;&#x3c;",
];
