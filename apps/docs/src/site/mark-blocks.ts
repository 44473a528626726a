import type { StarlightExpressiveCodeOptions } from '@astrojs/starlight/expressive-code';
import { BLOCK_MARKS } from '../markdown/blocks.ts';

type Plugin = Exclude<NonNullable<StarlightExpressiveCodeOptions['plugins']>[number], readonly unknown[]>;

/** Writes the mark of each block of code into the page, where the tests that run the rendered pages find it. */
export function markBlocks(): Plugin {
  return {
    name: 'marks of blocks',
    hooks: {
      postprocessRenderedBlock: ({ codeBlock, renderData }) => {
        const words = codeBlock.meta.split(/\s+/);
        const mark = BLOCK_MARKS.find((word) => words.includes(word));
        if (mark !== undefined)
          renderData.blockAst.properties = { ...renderData.blockAst.properties, 'data-mark': mark };
      },
    },
  };
}
