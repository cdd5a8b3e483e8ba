/** In Harbor's form, since clients compare it: the behaviour this site is compatible with, then its own name. */
export const version = "v2.16.0-roadstead";
