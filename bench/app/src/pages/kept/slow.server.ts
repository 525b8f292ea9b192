/** As a database would take. */
export default async function server() {
  await Bun.sleep(50);
}
