/** Returns the key of an e-mail address: its spellings belong to one account. */
export function normalizeEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}
