export { INSTRUCTIONS } from './hostile-pages.ts';
export { makePdf } from './make-pdf.ts';
export { createToolBench } from './tool-context.ts';
export { openTestEgress } from './tool-egress.ts';
