import { pageAt } from "../../../../components/page-at.tsx";

export default pageAt("order/new/only.tsx");
