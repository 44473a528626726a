import { common, createLowlight } from 'lowlight';
import { createElement, Fragment, type ReactNode } from 'react';

const lowlight = createLowlight(common);

/** Returns the code as spans whose classes begin with `hljs-`; unchanged if the language is unknown. */
export function highlight(text: string, language: string): ReactNode {
  if (!lowlight.registered(language)) return text;
  return toNodes(lowlight.highlight(language, text).children);
}

interface TreeNode {
  type: string;
  value?: string;
  properties?: { className?: unknown };
  children?: readonly TreeNode[];
}

function toNodes(nodes: readonly TreeNode[]): ReactNode {
  const rendered = nodes.map(({ type, value, properties, children = [] }): ReactNode => {
    if (type !== 'element') return value ?? '';
    const names = Array.isArray(properties?.className) ? properties.className : [];
    return createElement('span', { className: names.join(' ') }, toNodes(children));
  });
  return createElement(Fragment, null, ...rendered);
}
