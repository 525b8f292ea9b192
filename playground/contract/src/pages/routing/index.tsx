import { pageAt } from "../../components/page-at.tsx";

export default pageAt("index.tsx");
