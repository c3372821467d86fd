/** The tag of secrets that may be rotated, unless the configuration names another. */
export const defaultTag = "parapet:rotate=true";
