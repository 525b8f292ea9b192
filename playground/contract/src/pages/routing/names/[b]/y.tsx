import { pageAt } from "../../../../components/page-at.tsx";

export default pageAt("names/[b]/y.tsx");
