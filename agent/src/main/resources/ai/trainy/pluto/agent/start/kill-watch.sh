# Waits for a program to die, and uploads then what it has left behind.
#
#   sh kill-watch.sh FIFO JAVA JAR JOURNALS LOG
#
# The program holds FIFO open for writing and says "+" when a run starts and "-" when Pluto has all
# of it. However it dies, the system closes the FIFO: then the reader below sees its end. Until
# then it sleeps in read, and costs one small process.
#
# Prints "ready" when the FIFO can be opened, and goes away when its own input ends.

fifo=$1
shift

watch='
  cd /
  umask 077
  runs=0
  while read -r change; do
    case $change in
      +) runs=$((runs + 1)) ;;
      -) runs=$((runs - 1)) ;;
    esac
  done
  if [ "$runs" -gt 0 ]; then
    # The lock of the run is let go of a moment later.
    sleep 1
    exec "$1" -jar "$2" sync --unasked "$3" >>"$4" 2>&1
  fi
'

rm -f "$fifo"
(umask 077 && mkfifo "$fifo") || exit 1
# A session of its own, so that no signal to the terminal or the group of the program reaches it.
if command -v setsid >/dev/null 2>&1; then
  setsid sh -c "$watch" kill-watch "$@" <"$fifo" >/dev/null 2>&1 &
else
  set -m
  sh -c "$watch" kill-watch "$@" <"$fifo" >/dev/null 2>&1 &
fi
# Held until the program has opened it: if it dies before that, the watch ends, too.
exec 3>"$fifo"
echo ready
read -r _
rm -f "$fifo"
