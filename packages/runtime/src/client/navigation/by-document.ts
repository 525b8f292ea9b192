// In place of install.ts, in apps whose links and forms lead to documents.

export { installLive as installNavigation } from "../live/install.ts";
