#!/bin/sh
# A run in shards over the cores of this machine, or over machines that ssh reaches, by GNU parallel:
#
#   EXPERIMENT=two_areas SHARDS=4 packaging/cluster/gnu_parallel.sh
#   EXPERIMENT=quickstart SHARDS=32 PARALLEL_OPTIONS='--sshlogin 4/node1,4/node2 --workdir .' packaging/cluster/gnu_parallel.sh
#
# A shard that fails is tried once more, and goes on where it stood.
set -eu

EXPERIMENT=${EXPERIMENT:?which experiment is to be run}
SHARDS=${SHARDS:-$(nproc)}
OUTPUT=${OUTPUT:-result.h5}
VENTRAL=${VENTRAL:-ventral}

name=${OUTPUT%.*}
ending=${OUTPUT##*.}
# shellcheck disable=SC2086
seq 1 "$SHARDS" | parallel --retries 2 --halt soon,fail=1 ${PARALLEL_OPTIONS:-} \
    "$VENTRAL run $EXPERIMENT -o $OUTPUT --shard {}/$SHARDS -j 1 --resume ${RUN_OPTIONS:-}"
set --
for number in $(seq 1 "$SHARDS"); do
    set -- "$@" "$name.shard-$number-of-$SHARDS.$ending"
done
"$VENTRAL" merge "$@" -o "$OUTPUT" --force ${MERGE_OPTIONS:-}
