import type { ToolCallState } from '@everruns/sdk';
import { describe, expect, it } from 'vitest';
import { readProgram } from './read-program.ts';

const call = (over: Partial<ToolCallState>): ToolCallState =>
  ({ name: 'bash', arguments: { script: 'ls /' }, output: '', result: null, ...over }) as ToolCallState;

describe('a call that runs a program', () => {
  it('shows what is printed while it runs', () => {
    const shown = {
      isRunning: true,
      source: 'ls /',
      stdout: 'a\n',
      stderr: '',
      value: null,
      exitCode: null,
      files: [],
    };
    expect(readProgram(call({ output: 'a\n' }))).toEqual(shown);
  });

  it('shows both streams and the exit code when it has ended', () => {
    const changed_files = [
      { path: '/a', change: 'written', size_bytes: 1 },
      { path: '/b', change: 'deleted' },
    ];
    const result = { result: { exit_code: 2, stdout: 'a\n', stderr: 'no', changed_files } };
    const ended = call({ name: 'run_python', arguments: { code: 'x' }, result: result as ToolCallState['result'] });
    expect(readProgram(ended)).toEqual({
      isRunning: false,
      source: 'x',
      stdout: 'a\n',
      stderr: 'no',
      value: null,
      exitCode: 2,
      files: ['/a'],
    });
  });

  it('shows what the program returned, and names the file with all of a long output', () => {
    const result = {
      result: { exit_code: 0, stdout: '', stderr: '', value: [1, 2], output_path: '/.tool-results/c.txt' },
    };
    const ended = call({ name: 'run_javascript', arguments: { code: 'x' }, result: result as ToolCallState['result'] });
    expect(readProgram(ended)).toMatchObject({ value: '[\n  1,\n  2\n]', files: ['/.tool-results/c.txt'] });
  });

  it.each([{ name: 'read_file' }, { name: 'constructor' }, { arguments: {} }, { arguments: { script: 1 } }])(
    'is no other call: %j',
    (over) => {
      expect(readProgram(call(over))).toBeNull();
    },
  );
});
