/** A program that speaks the protocol over its standard input and output, and misbehaves as its first argument says. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { createSampleServer } from './sample-server.ts';

const [habit = '', file = ''] = process.argv.slice(2);
if (habit === 'dies') process.exit(3);
if (habit === 'floods') process.stdout.write('x'.repeat(64 * 1024 * 1024));
if (habit === 'greets') process.stdout.write('Welcome!\n');
if (habit === 'spawns') {
  const helper = spawn('sleep', ['600'], { stdio: 'ignore' });
  writeFileSync(file, JSON.stringify({ pid: process.pid, helper: helper.pid }));
}
const server = createSampleServer('program');
server.registerTool('environment', { description: 'Says what it knows.' }, () => ({
  content: [{ type: 'text', text: JSON.stringify(process.env) }],
}));
server.registerTool('die', { description: 'Ends in its middle.' }, () => process.exit(4));
await server.connect(new StdioServerTransport());
