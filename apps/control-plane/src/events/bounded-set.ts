/** A set that forgets its oldest members beyond `capacity`. */
export class BoundedSet {
  readonly #capacity: number;
  readonly #members = new Set<string>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(member: string): boolean {
    return this.#members.has(member);
  }

  add(member: string): void {
    this.#members.add(member);
    if (this.#members.size <= this.#capacity) return;
    for (const oldest of this.#members) {
      this.#members.delete(oldest);
      return;
    }
  }
}
