import { MessageBus } from "./message-bus.ts";

/**
 * The bus of this process. In development, and in tests, apps come and go while those who listen stay, and modules of users
 * subscribe before there is an app.
 */
export const processBus = new MessageBus();
