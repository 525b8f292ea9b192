import { pageAt } from "../../../components/page-at.tsx";

export default pageAt("hidden/__helper.tsx");
