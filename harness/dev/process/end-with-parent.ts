/** Preloaded into the commands of the product: they end when the process that started them has ended. */
process.once('disconnect', () => process.exit(1));
