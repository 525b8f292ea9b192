/**
 * Parameters by which advertisers and mailing services recognise a click. No page looks at them, and a link with one is
 * the page without it.
 */
const TRACKING = new Set([
  ..."_ga _gl _hsenc _hsmi _kx _openstat dclid ef_id epik fb_action_ids fb_source fbclid gad_campaignid".split(
    " ",
  ),
  ..."gad_source gbraid gclid gclsrc hsctatracking igsh igshid irclickid li_fat_id mc_cid mc_eid mkt_tok".split(
    " ",
  ),
  ..."ml_subscriber ml_subscriber_hash msclkid oly_anon_id oly_enc_id rb_clickid rdt_cid s_cid s_kwcid".split(
    " ",
  ),
  ..."ScCid sccid srsltid ttclid twclid vero_conv vero_id wbraid wickedid yclid ysclid".split(" "),
]);

/**
 * The search of a cached page in its one spelling: of two requests with the same one, the page sees the same. Names
 * are sorted; repeated ones keep their order.
 *
 * @param search with its question mark, or empty
 * @param names the parameters that matter; `undefined` for all but those that only track a visitor
 */
export function cacheSearch(search: string, names: readonly string[] | undefined): string {
  if (search.length < 2 || names?.length === 0) return "";
  const used: [string, string][] = [];
  for (const pair of new URLSearchParams(search)) {
    if (names ? names.includes(pair[0]) : !isTracking(pair[0])) used.push(pair);
  }
  if (used.length === 0) return "";
  used.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `?${new URLSearchParams(used)}`;
}

function isTracking(name: string): boolean {
  return name.startsWith("utm_") || TRACKING.has(name);
}
