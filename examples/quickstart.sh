#!/usr/bin/env bash
# A result in a minute: builds what is needed, starts a local Pluto, and runs a training program that knows
# only wandb, with the agent added and nothing else changed.
#
#   examples/quickstart.sh             leaves the local Pluto up, to look at the run
#   examples/quickstart.sh --no-wait   ends after the summary
#
# Needs a JDK (17 or newer) and Maven. Windows: examples/quickstart.ps1.
set -euo pipefail
cd "$(dirname "$0")/.."

wait=yes
case ${1:-} in
  '') ;;
  --no-wait) wait=no ;;
  *) echo "usage: examples/quickstart.sh [--no-wait]" >&2; exit 2 ;;
esac

scratch=$(mktemp -d)
pluto_pid=
watch_pid=
trap 'kill $pluto_pid $watch_pid 2>/dev/null || true; rm -rf "$scratch"' EXIT

# 1. The jars. The first time, Maven downloads what it builds with: seen by its repository growing.
echo "Building the agent, a local Pluto and the example (the first time, Maven downloads libraries for it) ..."
repository=${HOME}/.m2/repository
megabytes() { du -sm "$repository" 2>/dev/null | cut -f1 || true; }
before=$(megabytes)
while sleep 10; do
  now=$(megabytes)
  module=$(sed -n 's/^\[INFO\] Building \(.*\) [0-9.]* .*\[\([0-9]*\)\/\([0-9]*\)\]$/, \2 of \3: \1/p' "$scratch/build" | tail -1)
  echo "  ... ${SECONDS} s$([ "${now:-0}" -gt "${before:-0}" ] && echo ", $((now - ${before:-0})) MB downloaded")$module"
done &
watch_pid=$!
if ! mvn --batch-mode -Dmaven.test.skip -Dspotless.check.skip \
    -pl agent,examples/local-pluto,examples/quickstart -am package > "$scratch/build" 2>&1 \
    < /dev/null; then
  grep -E '^\[ERROR\]|ERROR' "$scratch/build" | head -20 >&2 || tail -20 "$scratch/build" >&2
  echo "The build failed." >&2
  exit 1
fi
kill $watch_pid
wait $watch_pid 2>/dev/null || true
watch_pid=
echo "Built in ${SECONDS} s."

# 2. What anyone would do by hand: start a Pluto, and paste what it prints into the shell. It has the runs of the
# last time, too.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -jar examples/local-pluto/target/local-pluto.jar --port 0 > "$scratch/pluto" &
pluto_pid=$!
until grep -q 'Runs are kept' "$scratch/pluto"; do
  kill -0 $pluto_pid 2>/dev/null || { echo "The local Pluto did not start." >&2; exit 1; }
  sleep 0.1
done
url=$(head -1 "$scratch/pluto")
eval "$(grep '^  export PLUTO_' "$scratch/pluto")"
export PLUTO_DIR=$scratch
# How the agent reaches the second client that the program uses; it knows the official one.
export PLUTO_WANDB_BINDINGS=$PWD/examples/wandb-client/example-wandb-client.binding
export WANDB_DIR=$scratch
# The program's wandb is a stand-in: nothing is sent to wandb, and neither Python nor an account is needed.
export PATH="$PWD/examples/wandb-stand-in/bin:$PATH"

# Without curl: bash itself opens the connection.
fetch() {
  local port=${url##*:}
  exec 3<> "/dev/tcp/127.0.0.1/$port"
  printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3
  cat <&3
  exec 3>&-
}
count() { sed -n 's/.*"'"$1"'":\([0-9]*\).*/\1/p' <<< "$summary"; }
summary=$(fetch /local/summary)
points_before=$(count points) files_before=$(count files)
histograms_before=$(count histograms) tables_before=$(count tables)

# 3. The program, as it is, with one option more.
echo "The program's wandb is a stand-in that keeps everything on this machine."
echo
echo "\$ java -javaagent:agent/target/pluto-wandb-agent.jar -jar examples/quickstart/target/quickstart.jar"
"$java" -javaagent:agent/target/pluto-wandb-agent.jar -jar examples/quickstart/target/quickstart.jar |
  tee "$scratch/program"

logged=$(sed -n 's/^logged \([0-9]*\) points.*/\1/p' "$scratch/program")
media=$(sed -n 's/^logged \([0-9]*\) images, \(.*\)/\1 images, \2/p' "$scratch/program")
summary=$(fetch /local/summary)
arrived=$(($(count points) - points_before))
files=$(($(count files) - files_before))
histograms=$(($(count histograms) - histograms_before))
tables=$(($(count tables) - tables_before))

echo
echo "points logged:  $logged"
echo "points arrived: $arrived"
echo "media logged:   $media"
echo "media arrived:  $files images, $histograms histogram, $tables table"
echo "look at it:     $url"
if [ "$logged" != "$arrived" ] || [ "${media%% *}" != "$files" ]; then
  echo "These should be equal." >&2
  exit 1
fi
if [ $wait = yes ]; then
  echo "(the local Pluto stays up until you press Ctrl-C; to see its runs again:"
  echo " java -jar examples/local-pluto/target/local-pluto.jar)"
  wait $pluto_pid
fi
