/** Of this program, set when it was built. */
export const version = __APP_VERSION__;
