import { pageAt } from "../../../components/page-at.tsx";

export default pageAt("spaced name/a b.tsx");
