import { hostileUrlsSuite } from '../../test/hostile-urls-suite.ts';

/** A part of the table, which `hostile-urls.kit.test.ts` tries as a whole. */
hostileUrlsSuite({ every: 10 });
