import { describe, expect, it } from 'vitest';
import { createToolBench } from '../../test/tool-context.ts';
import { skills, SkillsConfig } from './definition.ts';
import { createSkillsTools } from './tools.ts';

const REPORT = '---\nname: report\ndescription: Writes the weekly report.\n---\n\n# Steps\n1. Read /data.\n';

async function openBench() {
  const bench = createToolBench(createSkillsTools());
  const write = (path: string, content: string) => bench.files.write({ path, content, encoding: 'text' });
  await write('/skills/report/SKILL.md', REPORT);
  await write('/skills/report/template.md', 'x');
  await write('/skills/bare/SKILL.md', 'Just do it.');
  await write('/skills/bomb/SKILL.md', '---\na: &a [x]\nb: [*a, *a]\n---\nbody');
  await write('/skills/empty/other.md', 'x');
  return bench;
}

describe('skills', () => {
  const config = { skills: [{ name: 'greet', description: 'Greets.', content: 'Say hello.' }] };

  it('are listed from the agent and from the files, with what is wrong with them', async () => {
    const bench = await openBench();
    expect(await bench.run('list_skills', {}, { config })).toEqual({
      skills: [
        { name: 'greet', description: 'Greets.', source: 'agent' },
        {
          name: 'bare',
          description: '',
          source: '/skills/bare/SKILL.md',
          problem: expect.stringContaining('front matter'),
        },
        {
          name: 'bomb',
          description: '',
          source: '/skills/bomb/SKILL.md',
          problem: expect.stringContaining('description'),
        },
        { name: 'report', description: 'Writes the weekly report.', source: '/skills/report/SKILL.md' },
      ],
    });
  });

  it('are loaded when they are needed', async () => {
    const bench = await openBench();
    expect(await bench.run('load_skill', { name: 'report' }, { config })).toEqual({
      name: 'report',
      description: 'Writes the weekly report.',
      content: '# Steps\n1. Read /data.\n',
      files: ['/skills/report/template.md'],
    });
    expect(await bench.run('load_skill', { name: 'greet' }, { config })).toMatchObject({ content: 'Say hello.' });
    await expect(bench.run('load_skill', { name: 'none' }, { config })).rejects.toThrow('no skill "none"');
    await expect(bench.run('load_skill', { name: '../etc' }, { config })).rejects.toThrow();
  });

  it('of the agent are in its prompt by name and description only', () => {
    const prompt = skills.prompt?.(SkillsConfig.parse(config)) ?? '';
    expect(prompt).toContain('- greet: Greets.');
    expect(prompt).not.toContain('Say hello.');
  });
});
