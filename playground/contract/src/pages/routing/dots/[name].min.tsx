import { pageAt } from "../../../components/page-at.tsx";

export default pageAt("dots/[name].min.tsx");
