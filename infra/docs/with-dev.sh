# shellcheck shell=bash
# Sourced by the checks beside it, from the project's top: a directory for what they make, and "dev" on free ports with
# data that is thrown away. Whatever becomes of the check, both are gone at its end.
work=$(mktemp -d)
dev_pid=
clean_up() {
  if [[ -n "$dev_pid" ]]; then
    kill "$dev_pid" 2>/dev/null || true
    wait "$dev_pid" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT

# shellcheck source=infra/free-port.sh
source infra/free-port.sh

# start_dev LAUNCHER: returns when it is ready, with what it prints set, and kafka_port and postgres_port.
start_dev() {
  : >"$work/err" # looked into before the process has opened it
  kafka_port=$(free_port) postgres_port=$(free_port)
  "$1" dev --port "$(free_port)" --kafka-port "$kafka_port" --postgres-port "$postgres_port" \
    --data "$work/data" >"$work/out" 2>"$work/err" &
  dev_pid=$!
  for _ in $(seq 600); do
    grep -q 'ready after' "$work/err" && break
    kill -0 "$dev_pid" 2>/dev/null || break
    sleep 0.5
  done
  grep -q 'ready after' "$work/err" || { echo "dev did not become ready:" >&2; tail -n 20 "$work/err" >&2; exit 1; }
  eval "$(grep '^export ' "$work/out")"
}
