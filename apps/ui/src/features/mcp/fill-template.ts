const EXPRESSION = /\{([+#./;?&]?)([^{}]*)\}/g;
/** What each kind of expression begins with, what is between its values, and whether they have names (RFC 6570). */
const KINDS: Readonly<Record<string, { first: string; between: string; isNamed: boolean; isReserved: boolean }>> = {
  '': { first: '', between: ',', isNamed: false, isReserved: false },
  '+': { first: '', between: ',', isNamed: false, isReserved: true },
  '#': { first: '#', between: ',', isNamed: false, isReserved: true },
  '.': { first: '.', between: '.', isNamed: false, isReserved: false },
  '/': { first: '/', between: '/', isNamed: false, isReserved: false },
  ';': { first: ';', between: ';', isNamed: true, isReserved: false },
  '?': { first: '?', between: '&', isNamed: true, isReserved: false },
  '&': { first: '&', between: '&', isNamed: true, isReserved: false },
};

/** The names of the places of a template, each once. */
export function namesIn(template: string): string[] {
  const names = [...template.matchAll(EXPRESSION)].flatMap(([, , list = '']) => namesOf(list));
  return [...new Set(names)];
}

/** The address that a template and values for its places make. A place without a value is left out. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(EXPRESSION, (_, operator: string, list: string) => {
    const { first, between, isNamed, isReserved } = KINDS[operator] ?? KINDS[''] ?? never();
    const given = namesOf(list).flatMap((name) => {
      const value = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
      if (value === '') return [];
      const encoded = isReserved ? encodeURI(value.toWellFormed()) : encodeURIComponent(value.toWellFormed());
      return [isNamed ? `${name}=${encoded}` : encoded];
    });
    return given.length === 0 ? '' : first + given.join(between);
  });
}

function namesOf(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.replace(/\*$|:\d+$/, '').trim())
    .filter((name) => name !== '');
}

function never(): never {
  throw new Error('every operator has a kind');
}
