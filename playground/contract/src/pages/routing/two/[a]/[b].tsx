import { pageAt } from "../../../../components/page-at.tsx";

export default pageAt("two/[a]/[b].tsx");
