import { rows } from "../../rows.ts";

export default () => ({ props: { rows } });
