import { pageAt } from "../../../components/page-at.tsx";

export default pageAt("one/[slug].tsx");
