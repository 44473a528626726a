export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const BASH = `# everruns: load it with  source <(everruns completion bash)
_everruns() {
  local IFS=$'\\n'
  COMPREPLY=($(everruns __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _everruns everruns`;

const ZSH = `#compdef everruns
# everruns: load it with  source <(everruns completion zsh)
_everruns() {
  local -a found
  found=("\${(@f)$(everruns __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -- $found; else _files; fi
}
compdef _everruns everruns`;

const FISH = `# everruns: load it with  everruns completion fish | source
function __everruns_complete
  set -l words (commandline -opc) (commandline -ct)
  everruns __complete -- $words[2..] 2>/dev/null
end
complete -c everruns -a '(__everruns_complete)'`;

/**
 * Returns the script that a shell loads to complete our command. It calls the command itself, so later
 * releases need no other script.
 */
export function completionScript(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return BASH;
    case 'zsh':
      return ZSH;
    case 'fish':
      return FISH;
  }
}
