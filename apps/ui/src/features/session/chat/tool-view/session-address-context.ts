import { createContext } from 'react';

/** The address of the session whose calls are shown. Empty on its own page. */
export const SessionAddressContext = createContext('');
