import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DockerfileParser, type Dockerfile, type From, type Instruction } from 'dockerfile-ast';

export const DOCKERFILE = path.join(import.meta.dirname, 'Dockerfile');

/** What a container of one target of the Dockerfile begins with. */
export interface BuildTarget {
  environment: Record<string, string>;
  entrypoint: string[];
  command: string[];
  /** The program that says whether it is healthy. */
  healthcheck: string[];
  labels: Record<string, string>;
  user: string;
  workdir: string;
}

/** Reads a target with the stages that it is built on. Throws where there is no such target. */
export async function readBuildTarget(name: string): Promise<BuildTarget> {
  const dockerfile = DockerfileParser.parse(await readFile(DOCKERFILE, 'utf8'));
  const instructions = listInstructions(dockerfile, name);
  const last = (keyword: string): Instruction | undefined =>
    instructions.findLast((each) => each.getKeyword() === keyword);
  return {
    environment: collect(instructions, 'ENV'),
    labels: collect(instructions, 'LABEL'),
    entrypoint: readList(last('ENTRYPOINT')),
    command: readList(last('CMD')),
    healthcheck: readList(last('HEALTHCHECK')),
    user: last('USER')?.getArgumentsContent() ?? 'root',
    workdir: last('WORKDIR')?.getArgumentsContent() ?? '/',
  };
}

function listInstructions(dockerfile: Dockerfile, name: string): Instruction[] {
  const stages = splitStages(dockerfile);
  const stage = stages.find(([from]) => from.getBuildStage() === name);
  if (stage === undefined) throw new Error(`The Dockerfile has no target ${name}.`);
  const [from, own] = stage;
  const base = from.getImage() ?? '';
  const isStage = stages.some(([other]) => other.getBuildStage() === base);
  return [...(isStage ? listInstructions(dockerfile, base) : []), ...own];
}

function splitStages(dockerfile: Dockerfile): [From, Instruction[]][] {
  const stages: [From, Instruction[]][] = [];
  for (const instruction of dockerfile.getInstructions()) {
    // The parser makes this class of this keyword.
    if (instruction.getKeyword() === 'FROM') stages.push([instruction as From, []]);
    else stages.at(-1)?.[1].push(instruction);
  }
  return stages;
}

/** `NAME=value NAME="value"`, on lines that go on. */
function collect(instructions: readonly Instruction[], keyword: string): Record<string, string> {
  const texts = instructions
    .filter((each) => each.getKeyword() === keyword)
    .map((each) => each.getArgumentsContent() ?? '');
  const pairs = texts.flatMap((text) => [...text.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)]);
  return Object.fromEntries(pairs.map(([, name = '', quoted, plain]) => [name, quoted ?? plain ?? '']));
}

function readList(instruction: Instruction | undefined): string[] {
  const [list = '[]'] = /\[.*\]/s.exec(instruction?.getArgumentsContent() ?? '') ?? [];
  return JSON.parse(list) as string[];
}
