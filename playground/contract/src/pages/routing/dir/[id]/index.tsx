import { pageAt } from "../../../../components/page-at.tsx";

export default pageAt("dir/[id]/index.tsx");
