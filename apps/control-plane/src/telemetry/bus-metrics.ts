import { Counter, Gauge, type Registry } from 'prom-client';
import type { BusStats } from '../events/bus/hint-bus.ts';

/** Shows the bus between replicas, as of each scrape. */
export function showBus(registry: Registry, bus: { readonly stats: BusStats }): void {
  const registers = [registry];
  const connected: Gauge = new Gauge({
    name: 'everruns_bus_connected',
    help: 'Whether this process is connected to what carries hints between replicas',
    registers,
    collect: () => connected.set(Number(bus.stats.isConnected)),
  });
  const messages: Counter = new Counter({
    name: 'everruns_bus_messages_total',
    help: 'Messages between replicas, sent and received. A replica receives what concerns its readers and what concerns everybody',
    labelNames: ['direction'],
    registers,
    collect() {
      messages.reset();
      messages.inc({ direction: 'sent' }, bus.stats.sent);
      messages.inc({ direction: 'received' }, bus.stats.received);
    },
  });
  const dropped: Counter = new Counter({
    name: 'everruns_bus_hints_dropped_total',
    help: 'Hints that were not sent, because too many waited while the bus was lost',
    registers,
    collect() {
      dropped.reset();
      dropped.inc(bus.stats.dropped);
    },
  });
  const losses: Counter = new Counter({
    name: 'everruns_bus_losses_total',
    help: 'How often the connection of the bus was lost',
    registers,
    collect() {
      losses.reset();
      losses.inc(bus.stats.losses);
    },
  });
}
