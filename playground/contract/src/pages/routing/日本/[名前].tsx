import { pageAt } from "../../../components/page-at.tsx";

export default pageAt("日本/[名前].tsx");
