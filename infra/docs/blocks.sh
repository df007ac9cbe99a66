# shellcheck shell=bash
# Sourced by the checks beside it: what a document has its readers do.

# each_block FILE FUNCTION: calls FUNCTION MARK BLOCK for each block of commands that has a mark, as in <!-- run: … -->.
# Returns 1 where a mark has no block of commands behind it.
each_block() {
  local file=$1 each=$2 line mark='' block='' inside=no
  while IFS= read -r line <&3; do
    if [[ "$inside" == yes && "$line" == '```' ]]; then
      "$each" "$mark" "$block"
      inside=no mark='' block=''
    elif [[ "$inside" == yes ]]; then
      block+=$line$'\n'
    elif [[ "$line" =~ ^\<!--\ ((run|start).*)\ --\>$ ]]; then
      mark=${BASH_REMATCH[1]}
    elif [[ "$line" == '```bash' && -n "$mark" ]]; then
      inside=yes
    fi
  done 3<"$file"
  [[ -z "$mark" ]] || { echo "$file: no block follows <!-- $mark -->" >&2; return 1; }
}
