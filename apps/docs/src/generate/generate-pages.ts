import { generateCapabilitiesPage } from './capabilities-page.ts';
import { generateConfigurationPage } from './configuration-page.ts';
import { generateEventsPage } from './events-page.ts';
import { generateDecisionsPage, generateErrorsPage } from './index-pages.ts';
import { generateAlertsPage, generateMetricsPage } from './observability-pages.ts';
import type { GeneratedPage, WrittenPage } from './page.ts';
import { generateRestPages } from './rest-pages.ts';

/** Makes the pages whose content other parts of the product own, so that they cannot differ from it. */
export async function generatePages(folder: string, written: readonly WrittenPage[]): Promise<GeneratedPage[]> {
  return [
    ...(await generateRestPages(folder)),
    generateEventsPage(),
    generateCapabilitiesPage(),
    generateConfigurationPage(),
    await generateMetricsPage(folder),
    await generateAlertsPage(folder),
    generateErrorsPage(written),
    generateDecisionsPage(written),
  ];
}
