export interface Teller {
  /** The answer as far as it was streamed, from its last beginning. */
  readonly answer: string;
  add(delta: string): void;
  /** The answer begins again. What was printed stands, and is not printed a second time. */
  restart(): void;
}

/** Prints an answer while it streams, each word once, also when the answer begins again. */
export function createTeller(print: (text: string) => void): Teller {
  let told = '';
  let answer = '';
  return {
    get answer() {
      return answer;
    },
    add(delta) {
      answer += delta;
      if (told.startsWith(answer)) return;
      print(answer.startsWith(told) ? answer.slice(told.length) : `\n${answer}`);
      told = answer;
    },
    restart() {
      answer = '';
    },
  };
}
