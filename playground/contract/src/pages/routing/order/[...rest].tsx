import { pageAt } from "../../../components/page-at.tsx";

export default pageAt("order/[...rest].tsx");
