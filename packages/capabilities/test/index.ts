export { INSTRUCTIONS } from './hostile-pages.ts';
export { makePdf } from './make-pdf.ts';
