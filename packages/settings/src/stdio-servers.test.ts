import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';
import { stdioServers, toStdioPrograms } from './stdio-servers.ts';

const SECRET = 'canary-0123456789abcdef';
const schema = z.object({ MCP_STDIO_SERVERS: stdioServers });
const read = (text: string) =>
  parseSettings({ schema, env: { MCP_STDIO_SERVERS: text }, check: () => [] }).MCP_STDIO_SERVERS;
const refusal = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('was accepted');
};

describe('the programs of the operator', () => {
  it('are named in the setting, or in a file', () => {
    const text = JSON.stringify({ mcpServers: { files: { command: 'npx', args: ['-y', 'files'] } } });
    expect(read(text)).toEqual({ files: { command: 'npx', args: ['-y', 'files'], env: {}, pass_env: [] } });
    const folder = mkdtempSync(path.join(tmpdir(), 'everruns-settings-'));
    const file = path.join(folder, 'servers.json');
    writeFileSync(file, text);
    expect(read(file)).toEqual(read(text));
    rmSync(folder, { recursive: true });
    expect(parseSettings({ schema, env: {}, check: () => [] }).MCP_STDIO_SERVERS).toEqual({});
  });

  it('are given what they need and what they are named, and nothing else of the environment', () => {
    const env = { PATH: '/bin', HOME: '/root', DATABASE_URL: SECRET, TOKEN: 'theirs', LEVEL: 'info' };
    const servers = read(
      JSON.stringify({
        mcpServers: { a: { command: 'a', env: { LEVEL: 'debug' }, pass_env: ['TOKEN', 'LEVEL', 'NONE'] } },
      }),
    );
    expect(toStdioPrograms(servers, env).get('a')).toMatchObject({
      env: { PATH: '/bin', HOME: '/root', TOKEN: 'theirs', LEVEL: 'debug' },
    });
    expect(JSON.stringify([...toStdioPrograms(servers, env)])).not.toContain(SECRET);
  });

  it.each([
    ['no JSON', `{"mcpServers": ${SECRET}`, /is no JSON/],
    ['no command', { a: { args: [SECRET] } }, /a\.command/],
    ['a field that nobody knows', { a: { command: 'a', url: SECRET } }, /Unrecognized key/],
    ['a name that no tool can have', { a__b: { command: SECRET } }, /a__b/],
    ['a variable that is none', { a: { command: 'a', env: { 'A B': SECRET } } }, /A B/],
    ['an organization that is none', { a: { command: 'a', organizations: ['mine'] } }, /organizations/],
    ['a file that is not there', '/nowhere/servers.json', /cannot be read/],
    ['too many', Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`s${at}`, { command: 'a' }])), /at most 32/],
  ])('are refused with %s, and their secrets are not shown', (_, given, complaint) => {
    const message = refusal(typeof given === 'string' ? given : JSON.stringify({ mcpServers: given }));
    expect(message).toMatch(complaint);
    expect(message).toContain('MCP_STDIO_SERVERS');
    expect(message).not.toContain(SECRET);
  });
});
