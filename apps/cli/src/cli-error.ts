/** A failure that a person can mend: one sentence that names what is wrong and the setting to change. */
export class CliError extends Error {
  override readonly name = 'CliError';
}
