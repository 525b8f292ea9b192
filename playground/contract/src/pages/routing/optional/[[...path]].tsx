import { pageAt } from "../../../components/page-at.tsx";

export default pageAt("optional/[[...path]].tsx");
