import { Command, Option } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import type { Cli } from './client/connect.ts';
import { addAccountCommands } from './commands/account.ts';
import { addAgentCommands } from './commands/agents.ts';
import { addCompletionCommand } from './commands/completion.ts';
import { addFeedbackCommands } from './commands/feedback.ts';
import { addFileCommands } from './commands/files.ts';
import { addModelCommands } from './commands/models.ts';
import { addProcessCommands } from './commands/processes.ts';
import { addSessionCommands } from './commands/sessions.ts';
import { addStatisticsCommands } from './commands/statistics.ts';
import { addApprovalCommands } from './commands/approvals.ts';
import { addTalkCommands } from './commands/talk.ts';
import { addToolCommands } from './commands/tools.ts';
import { addUiCommand } from './commands/ui.ts';
import { addUpkeepCommands } from './commands/upkeep.ts';
import { addViewCommands } from './commands/views.ts';
import { withExamples } from './commands/with-examples.ts';
import { OUTPUT_FORMATS } from './terminal/printer.ts';

/** Creates the tree of all commands. This loads no module of the platform and has no effects. */
export function createProgram(cli: Cli): Command {
  const program = new Command('everruns')
    .description('A durable execution platform for AI agents')
    .version(manifest.version)
    .option('--api-url <url>', 'the server to talk to (EVERRUNS_API_URL)')
    .option('--profile <name>', 'a server that `everruns login` has kept (EVERRUNS_PROFILE)')
    .addOption(new Option('-o, --output <format>', 'how results are shown').choices(OUTPUT_FORMATS).default('text'))
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Run it with --help to see how it is used.')
    .exitOverride();
  withExamples(
    program,
    'dev',
    'chat "What time is it in Tokyo?"',
    'agents list -o json',
    'login --api-url https://everruns.example.com',
  );
  program.commandsGroup('Run it:');
  addProcessCommands(program, cli);
  addUiCommand(program, cli);
  program.commandsGroup('Work with agents:');
  addTalkCommands(program, cli);
  addApprovalCommands(program, cli);
  addAgentCommands(program, cli);
  addToolCommands(program, cli);
  addSessionCommands(program, cli);
  addViewCommands(program, cli);
  addFeedbackCommands(program, cli);
  addStatisticsCommands(program, cli);
  addFileCommands(program, cli);
  addModelCommands(program, cli);
  program.commandsGroup('Your account:');
  addAccountCommands(program, cli);
  addCompletionCommand(program, cli);
  program.commandsGroup('Look after it:');
  addUpkeepCommands(program, cli);
  return program;
}
