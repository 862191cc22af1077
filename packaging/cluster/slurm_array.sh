#!/bin/sh
# A run in shards, as an array of Slurm jobs, and their merge once all have ended:
#
#   EXPERIMENT=quickstart SHARDS=16 packaging/cluster/slurm_array.sh
#
# Submits two jobs. A shard that was killed goes on where it stood when the same line is given again.
# Options of the jobs (time, memory, partition) come from SBATCH_OPTIONS, those of `ventral run` from RUN_OPTIONS.
set -eu

EXPERIMENT=${EXPERIMENT:?which experiment is to be run}
SHARDS=${SHARDS:-16}
OUTPUT=${OUTPUT:-result.h5}
VENTRAL=${VENTRAL:-ventral}
THREADS=${THREADS:-4}

name=${OUTPUT%.*}
ending=${OUTPUT##*.}
# shellcheck disable=SC2086
array=$(sbatch --parsable --job-name=ventral --array=1-"$SHARDS" --cpus-per-task="$THREADS" --requeue \
    ${SBATCH_OPTIONS:-} --wrap \
    "$VENTRAL run $EXPERIMENT -o $OUTPUT --shard \$SLURM_ARRAY_TASK_ID/$SHARDS -j $THREADS --resume ${RUN_OPTIONS:-}")
shards=
for number in $(seq 1 "$SHARDS"); do
    shards="$shards $name.shard-$number-of-$SHARDS.$ending"
done
# shellcheck disable=SC2086
sbatch --parsable --job-name=ventral-merge --dependency=afterok:"${array%%;*}" ${SBATCH_OPTIONS:-} --wrap \
    "$VENTRAL merge $shards -o $OUTPUT --force"
