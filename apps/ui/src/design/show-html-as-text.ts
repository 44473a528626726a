interface MarkdownNode {
  type: string;
  value?: string;
  children?: MarkdownNode[];
}

/** A remark plugin: HTML in Markdown is text that happens to have angle brackets. */
export function showHtmlAsText() {
  return (tree: MarkdownNode): void => change(tree);
}

function change(node: MarkdownNode): void {
  if (node.children === undefined) return;
  node.children = node.children.map((child) => {
    change(child);
    if (child.type !== 'html') return child;
    const text: MarkdownNode = { type: 'text', value: child.value ?? '' };
    // Between blocks a text needs a paragraph round it.
    return node.type === 'root' || node.type === 'listItem' || node.type === 'blockquote'
      ? { type: 'paragraph', children: [text] }
      : text;
  });
}
