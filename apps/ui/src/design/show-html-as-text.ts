interface MarkdownNode {
  type: string;
  value?: string;
  children?: MarkdownNode[];
}

/** A remark plugin that shows HTML in Markdown as plain text. */
export function showHtmlAsText() {
  return (tree: MarkdownNode): void => change(tree);
}

function change(node: MarkdownNode): void {
  if (node.children === undefined) return;
  node.children = node.children.map((child) => {
    change(child);
    if (child.type !== 'html') return child;
    const text: MarkdownNode = { type: 'text', value: child.value ?? '' };
    // A text between blocks needs a paragraph around it.
    return node.type === 'root' || node.type === 'listItem' || node.type === 'blockquote'
      ? { type: 'paragraph', children: [text] }
      : text;
  });
}
