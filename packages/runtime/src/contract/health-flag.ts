/** Makes a server's program ask the server that is running, instead of starting another one. */
export const HEALTH_FLAG = "--bunsen-health";
