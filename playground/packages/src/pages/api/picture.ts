import { logo } from "../../picture";

export const GET = () => ({ logo: logo.href });
