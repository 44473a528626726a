import { hostileUrlsSuite } from '../../test/hostile-urls-suite.ts';

hostileUrlsSuite({ every: 1 });
