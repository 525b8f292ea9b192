/** `false`: a build runs no browser code. */
export const building: boolean = false;
