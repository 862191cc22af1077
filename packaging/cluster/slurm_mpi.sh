#!/bin/sh
# One run, or one sweep, shared by all ranks of a Slurm job:
#
#   sbatch --ntasks=64 --cpus-per-task=2 packaging/cluster/slurm_mpi.sh run quickstart -o result.h5
#
# The folder must lie on a file system that all nodes share. The queue is dynamic: a slow node computes less. A job
# that was killed goes on where it stood when it is submitted again.
#SBATCH --job-name=ventral
#SBATCH --requeue
set -eu

srun --mpi="${VENTRAL_MPI:-pmix}" --kill-on-bad-exit=1 "${VENTRAL:-ventral}" "$@" \
    -j "${SLURM_CPUS_PER_TASK:-1}" --resume
