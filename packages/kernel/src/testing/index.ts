export { clockContract } from './clock.contract.ts';
export { judgeFigure, judgesFigures } from './judge-figure.ts';
