import { buildSite } from './build.ts';

// The build ends with the process that wants it, even a killed one, because their channel then closes.
process.on('disconnect', () => process.exit());
await buildSite();
process.exit();
