/** A login that nobody uses ends after two weeks, and any login after ninety days. */
export const LOGIN_IDLE_SECONDS = 14 * 24 * 60 * 60;
export const LOGIN_LONGEST_SECONDS = 90 * 24 * 60 * 60;
