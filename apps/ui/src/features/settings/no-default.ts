/** What the deletion of the default model means. */
export const NO_DEFAULT = 'Turns that choose no model fail until another one is the default.';
