import { pageAt } from "../../../components/page-at.tsx";

export default pageAt("dots/v1.2.tsx");
