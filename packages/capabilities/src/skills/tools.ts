import { defineTool, type Tool, type ToolContext } from '@everruns/core';
import { hasErrorCode, type FileInfo, type JsonObject } from '@everruns/schemas';
import { createRefusal } from '../create-refusal.ts';
import { ListSkillsParameters, LoadSkillParameters, SkillsConfig } from './definition.ts';
import { readFrontMatter } from './front-matter.ts';

const FOLDER = '/skills';
const MAX_SKILLS = 200;
const MAX_FILES = 100;

export function createSkillsTools(): Tool[] {
  return [
    defineTool({
      name: 'list_skills',
      parameters: ListSkillsParameters,
      run: async (_args, context) => {
        const own = SkillsConfig.parse(context.config).skills;
        const named = own.map(({ name, description }) => ({ name, description, source: 'agent' }));
        return { skills: [...named, ...(await listFolders(context))] };
      },
    }),
    defineTool({
      name: 'load_skill',
      parameters: LoadSkillParameters,
      run: ({ name }, context) => loadSkill(name, context),
    }),
  ];
}

/** A skill of the agent wins over a folder with its name, because its author decides what it does. */
async function loadSkill(name: string, context: ToolContext): Promise<JsonObject> {
  const own = SkillsConfig.parse(context.config).skills.find((skill) => skill.name === name);
  if (own !== undefined) return { name, description: own.description, content: own.content, files: [] };
  const folder = `${FOLDER}/${name}`;
  const text = await readText(`${folder}/SKILL.md`, context);
  if (text === null) throw createRefusal(`There is no skill "${name}". list_skills names those that exist.`);
  const { description, body } = readFrontMatter(text);
  const files = (await listFiles(folder, { recursive: true }, context))
    .filter((info) => !info.is_directory && info.path !== `${folder}/SKILL.md`)
    .slice(0, MAX_FILES);
  return { name, description, content: body, files: files.map(({ path }) => path) };
}

async function listFolders(context: ToolContext): Promise<JsonObject[]> {
  const folders = (await listFiles(FOLDER, {}, context)).filter((info) => info.is_directory).slice(0, MAX_SKILLS);
  const found: JsonObject[] = [];
  for (const { path } of folders) {
    const text = await readText(`${path}/SKILL.md`, context);
    if (text === null) continue;
    const { description, problem } = readFrontMatter(text);
    const name = path.slice(FOLDER.length + 1);
    found.push({ name, description, source: `${path}/SKILL.md`, ...(problem === null ? {} : { problem }) });
  }
  return found;
}

async function listFiles(path: string, options: { recursive?: boolean }, { files }: ToolContext): Promise<FileInfo[]> {
  return files.list(path, options).catch((error: unknown) => {
    if (hasErrorCode(error, 'not_found')) return [];
    throw error;
  });
}

/** Null for a file that does not exist or is no text. */
async function readText(path: string, { files }: ToolContext): Promise<string | null> {
  try {
    const file = await files.read(path);
    return file.encoding === 'text' ? file.content : null;
  } catch (error) {
    if (hasErrorCode(error, 'not_found')) return null;
    throw error;
  }
}
