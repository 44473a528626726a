export { isHostEntry } from './host-list.ts';
export { isHostAllowed } from './host-rules.ts';
export { createListener, type UpgradeRules } from './listener.ts';
export { isLoopbackAddress, isLoopbackHost, namesOwnMachine, toBindAddress } from './loopback.ts';
export { refuse, refuseSocket, type Refusal } from './refusal.ts';
export { announcesBody, refusedMethod } from './request-rules.ts';
