#!/usr/bin/env bash
# Builds everything, starts a Pluto of your own, and runs a training program that knows only wandb,
# with the agent added and nothing else changed.
#
#   examples/quickstart.sh             leaves the local Pluto up, to look at the run
#   examples/quickstart.sh --no-wait   ends after the summary
#
# Needs a JDK (17 or newer) and Maven.
set -euo pipefail
cd "$(dirname "$0")/.."

wait=yes
case ${1:-} in
  '') ;;
  --no-wait) wait=no ;;
  *) echo "usage: examples/quickstart.sh [--no-wait]" >&2; exit 2 ;;
esac

echo "Building (the first time takes a few minutes) ..."
mvn --quiet --batch-mode -Dmaven.test.skip -Dspotless.check.skip -pl agent,examples/local-pluto,examples/quickstart -am package

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
scratch=$(mktemp -d)
pluto_pid=
trap 'kill $pluto_pid 2>/dev/null || true; rm -rf "$scratch"' EXIT

# What anyone would do by hand: a Pluto, its address, a key.
"$java" -jar examples/local-pluto/target/local-pluto.jar --port 0 > "$scratch/address" &
pluto_pid=$!
until url=$(grep -m 1 -o 'http://[0-9.:]*' "$scratch/address"); do
  kill -0 $pluto_pid 2>/dev/null || { echo "The local Pluto did not start." >&2; exit 1; }
  sleep 0.1
done
export PLUTO_URL_APP=$url PLUTO_URL_API=$url PLUTO_URL_INGEST=$url PLUTO_URL_PY=$url
export PLUTO_API_KEY=mlpi_quickstart-local PLUTO_DIR=$scratch
# How the agent reaches the second client that the program uses; it knows the official one.
export PLUTO_WANDB_BINDINGS=$PWD/examples/wandb-client/example-wandb-client.binding
export WANDB_DIR=$scratch
# The program's wandb: the stand-in for the official client starts it as the original does.
export PATH="$PWD/src/test/wandb-client/bin:$PATH"

echo
echo "\$ java -javaagent:agent/target/pluto-wandb-agent.jar -jar examples/quickstart/target/quickstart.jar"
"$java" -javaagent:agent/target/pluto-wandb-agent.jar -jar examples/quickstart/target/quickstart.jar |
  tee "$scratch/program"

# Without curl: bash itself opens the connection.
fetch() {
  local port=${url##*:}
  exec 3<> "/dev/tcp/127.0.0.1/$port"
  printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3
  cat <&3
  exec 3>&-
}
logged=$(sed -n 's/^logged \([0-9]*\) points.*/\1/p' "$scratch/program")
media=$(sed -n 's/^logged \([0-9]*\) images, \(.*\)/\1 images, \2/p' "$scratch/program")
summary=$(fetch /local/summary)
count() { sed -n 's/.*"'"$1"'":\([0-9]*\).*/\1/p' <<< "$summary"; }
arrived=$(count points)
files=$(count files)

echo
echo "points logged:  $logged"
echo "points arrived: $arrived"
echo "media logged:   $media"
echo "media arrived:  $files images, $(count histograms) histogram, $(count tables) table"
echo "look at it:     $url"
if [ "$logged" != "$arrived" ] || [ "${media%% *}" != "$files" ]; then
  echo "These should be equal." >&2
  exit 1
fi
if [ $wait = yes ]; then
  echo "(the local Pluto stays up until you press Ctrl-C)"
  wait $pluto_pid
fi
