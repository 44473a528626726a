import { describe, expect, it } from 'vitest';
import { sessionFileSystem } from './definition.ts';

describe('the definition of session_file_system', () => {
  it('offers nine tools: what reads may run again, what writes is idempotent', () => {
    expect(sessionFileSystem.tools.map((tool) => [tool.name, tool.effect])).toEqual([
      ['read_file', 'read'],
      ['write_file', 'idempotent'],
      ['edit_file', 'idempotent'],
      ['list_directory', 'read'],
      ['grep_files', 'read'],
      ['delete_file', 'idempotent'],
      ['read_document', 'read'],
      ['view_image', 'read'],
      ['stat_file', 'read'],
    ]);
  });

  it('warns that deleting destroys', () => {
    expect(sessionFileSystem.tools.filter((tool) => tool.hints?.destructive).map((tool) => tool.name)).toEqual([
      'delete_file',
    ]);
  });

  it('asks the model for a path wherever there is no sensible default', () => {
    const required = Object.fromEntries(
      sessionFileSystem.tools.map((tool) => [tool.name, tool.parameters['required']]),
    );
    expect(required).toEqual({
      read_file: ['path'],
      write_file: ['path', 'content'],
      edit_file: ['path', 'old_text', 'new_text'],
      list_directory: undefined,
      grep_files: ['pattern'],
      delete_file: ['path'],
      read_document: ['path'],
      view_image: ['path'],
      stat_file: ['path'],
    });
  });
});
