import { SHARED_HTML, SHARED_META } from "../../../merge-parts";

export const meta = SHARED_META;
export const htmlProps = SHARED_HTML;

export default function B() {
  return <main>page b</main>;
}
