import { pageAt } from "../../../../components/page-at.tsx";

export default pageAt("names/[a]/x.tsx");
